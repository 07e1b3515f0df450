namespace Txt2Image.Hosting;

/// <summary>Where things lie on the disk.</summary>
public static class Folders
{
    /// <summary>A folder that comes with the program: beside it, else from the working directory.</summary>
    public static string Shipped(string path)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, path);
        return Directory.Exists(beside) ? beside : Path.GetFullPath(path);
    }

    /// <summary>The data directory: as configured, else <c>txt2image</c> in the user's data folder.</summary>
    public static string Data(Txt2ImageOptions options) => Path.GetFullPath(options.DataDirectory.Length > 0
        ? options.DataDirectory
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "txt2image"));
}

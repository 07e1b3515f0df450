using System.Text;

namespace Txt2Image.Cli.Tests.Fakes;

/// <summary>A folder of files that look like pictures by their names; the fake server does not look closer.</summary>
internal sealed class PictureFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("txt2image-cli-").FullName;

    public static PictureFolder With(params string[] names)
    {
        var folder = new PictureFolder();
        foreach (var name in names)
        {
            folder.Add(name);
        }

        return folder;
    }

    public string Add(string name, int length = 10) => Add(name, new byte[length]);

    public string Add(string name, string text) => Add(name, Encoding.UTF8.GetBytes(text));

    public string Add(string name, byte[] bytes)
    {
        var path = Of(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

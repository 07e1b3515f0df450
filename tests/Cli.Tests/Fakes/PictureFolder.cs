using System.Text;

namespace Txt2Image.Cli.Tests.Fakes;

/// <summary>A folder of files that look like pictures by their names; the fake server does not check their bytes.</summary>
internal sealed class PictureFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

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

    public string Of(string name) => _folder[name];

    public void Dispose() => _folder.Dispose();
}

using System.Text;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>The caption of <c>x.jpg</c> in <c>x.txt</c> beside it: the lines before the first empty one, joined.</summary>
internal static class CaptionFile
{
    public const string Ending = ".txt";

    /// <summary>What the server takes at most.</summary>
    public const int MaxCharacters = 4096;

    private const int MaxBytes = 4 * MaxCharacters;

    public static string? Beside(string imagePath)
    {
        try
        {
            var file = new FileInfo(Path.ChangeExtension(imagePath, Ending));
            if (!file.Exists || file.Length == 0)
            {
                return null;
            }

            using var stream = file.OpenRead();
            return Read(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An unreadable caption counts as none. Whether the image can be read is another question.
            return null;
        }
    }

    public static string? Read(Stream stream)
    {
        var bytes = new byte[MaxBytes];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        using var text = new StringReader(Encoding.UTF8.GetString(bytes, 0, length).TrimStart('\uFEFF').Trim());
        var lines = new List<string>();
        while (text.ReadLine() is { } line && !string.IsNullOrWhiteSpace(line))
        {
            lines.Add(line.Trim());
        }

        var caption = Bounded(string.Join(' ', lines));
        return caption.Length == 0 ? null : caption;
    }

    private static string Bounded(string text)
    {
        if (text.Length <= MaxCharacters)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters)];
    }
}

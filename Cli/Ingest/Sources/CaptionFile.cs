using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>The caption of <c>x.jpg</c> in <c>x.txt</c> beside it: the lines before the first empty one, joined.</summary>
internal static class CaptionFile
{
    public const string Ending = ".txt";

    /// <summary>What the server takes at most.</summary>
    public const int MaxCharacters = RowReader.MostCharacters;

    private const int MaxBytes = 4 * MaxCharacters;

    public static string? Beside(string imagePath, TextDecoding decoding)
    {
        try
        {
            var file = new FileInfo(Path.ChangeExtension(imagePath, Ending));
            if (!file.Exists || file.Length == 0)
            {
                return null;
            }

            using var stream = file.OpenRead();
            return Read(stream, file.Name, decoding);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An unreadable caption counts as none. Whether the image can be read is another question.
            return null;
        }
    }

    /// <summary>Reads a caption.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its name, for notes.</param>
    /// <param name="decoding">How it is decoded.</param>
    public static string? Read(Stream stream, string name, TextDecoding decoding)
    {
        var bytes = new byte[MaxBytes];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        using var text = new StringReader(decoding.Decode(bytes.AsSpan(0, length), isWhole: length < bytes.Length, name).Trim());
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

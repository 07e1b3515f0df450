namespace Txt2Image.Cli.Ingest.State;

/// <summary>The last line of a file that only grows. If the process was killed while it wrote, it is incomplete.</summary>
internal static class TornLine
{
    /// <summary>Removes an incomplete last line.</summary>
    public static void Cut(FileStream file)
    {
        var end = file.Length;
        while (end > 0 && ByteAt(file, end - 1) != '\n')
        {
            end--;
        }

        file.SetLength(end);
    }

    private static int ByteAt(FileStream file, long position)
    {
        file.Position = position;
        return file.ReadByte();
    }
}

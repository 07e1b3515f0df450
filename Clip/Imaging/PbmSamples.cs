namespace Txt2Image.Clip.Imaging;

/// <summary>Counts the samples of a Netpbm file after its header: the type, the size and, except for black and white, the largest value.</summary>
internal static class PbmSamples
{
    /// <summary>Whether there are as many samples as the size requires.</summary>
    public static bool AreThere(ReadOnlySpan<byte> file, int width, int height)
    {
        var type = file[1] - '0';
        var (at, largest) = ReadHead(file, type);
        var samples = (long)width * height * (type is 3 or 6 ? 3 : 1);
        return type switch
        {
            1 => CountDigits(file[at..]) >= samples,
            2 or 3 => CountNumbers(file[at..]) >= samples,
            4 => file.Length - at - 1 >= (width + 7) / 8 * (long)height,
            _ => file.Length - at - 1 >= samples * (largest > byte.MaxValue ? 2 : 1),
        };
    }

    /// <summary>
    /// The digits of a black and white picture may follow each other without white space, which ImageSharp takes for large numbers: here they are set
    /// apart.
    /// </summary>
    public static byte[] Spaced(byte[] file)
    {
        if (file[1] != '1')
        {
            return file;
        }

        var (head, _) = ReadHead(file, type: 1);
        using var spaced = new MemoryStream(2 * file.Length);
        spaced.Write(file.AsSpan(0, head));
        foreach (var letter in file.AsSpan(head))
        {
            spaced.WriteByte(letter);
            if (char.IsAsciiDigit((char)letter))
            {
                spaced.WriteByte((byte)' ');
            }
        }

        return spaced.ToArray();
    }

    /// <summary>Where the head ends, and its last number.</summary>
    private static (int End, long Last) ReadHead(ReadOnlySpan<byte> file, int type)
    {
        var (at, last) = (2, 0L);
        for (var number = 0; number < (type is 1 or 4 ? 2 : 3); number++)
        {
            last = 0;
            for (at = SkipSpace(file, at); at < file.Length && char.IsAsciiDigit((char)file[at]); at++)
            {
                last = Math.Min((last * 10) + file[at] - '0', ushort.MaxValue);
            }
        }

        return (Math.Min(at, file.Length), last);
    }

    private static int SkipSpace(ReadOnlySpan<byte> file, int at)
    {
        for (; at < file.Length && !char.IsAsciiDigit((char)file[at]); at++)
        {
            if (file[at] == '#')
            {
                var line = file[at..].IndexOfAny((byte)'\n', (byte)'\r');
                at = line < 0 ? file.Length : at + line;
            }
        }

        return at;
    }

    private static long CountDigits(ReadOnlySpan<byte> text) => text.Count((byte)'0') + text.Count((byte)'1');

    private static long CountNumbers(ReadOnlySpan<byte> text)
    {
        var (count, inside) = (0L, false);
        foreach (var letter in text)
        {
            var isDigit = char.IsAsciiDigit((char)letter);
            count += isDigit && !inside ? 1 : 0;
            inside = isDigit;
        }

        return count;
    }
}

namespace Txt2Image.Clip.Imaging;

/// <summary>Counts the samples of a Netpbm file after its header: the type, the size and, except for black and white, the largest value.</summary>
internal static class PbmSamples
{
    /// <summary>Whether there are as many samples as the size requires.</summary>
    public static bool AreThere(ReadOnlySpan<byte> file, int width, int height)
    {
        var type = file[1] - '0';
        var (at, numbers) = ReadHead(file, type);
        var samples = (long)width * height * (type is 3 or 6 ? 3 : 1);
        return type switch
        {
            1 => CountDigits(file[at..]) >= samples,
            2 or 3 => CountNumbers(file[at..]) >= samples,
            4 => file.Length - at - 1 >= (width + 7) / 8 * (long)height,
            _ => file.Length - at - 1 >= samples * (numbers[numbers.Count - 1] > byte.MaxValue ? 2 : 1),
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

    /// <summary>Where the head ends, and its numbers: width, height and, except for black and white, the largest value.</summary>
    public static (int End, IReadOnlyList<int> Numbers) ReadHead(ReadOnlySpan<byte> file, int type)
    {
        const int Most = int.MaxValue / 10 - 1;
        var (at, numbers) = (2, new int[type is 1 or 4 ? 2 : 3]);
        for (var i = 0; i < numbers.Length; i++)
        {
            for (at = SkipSpace(file, at); at < file.Length && char.IsAsciiDigit((char)file[at]); at++)
            {
                numbers[i] = Math.Min(numbers[i], Most) * 10 + file[at] - '0';
            }
        }

        return (Math.Min(at, file.Length), numbers);
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

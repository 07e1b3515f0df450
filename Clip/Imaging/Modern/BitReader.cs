namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>Reads numbers of any count of bits, from the highest bit of each byte on (HEVC, AV1) or from the lowest (JPEG XL).</summary>
internal ref struct BitReader(ReadOnlySpan<byte> content, bool lowestFirst = false)
{
    private readonly ReadOnlySpan<byte> _content = content;
    private int _at;

    public bool Flag() => Bits(1) != 0;

    /// <summary>Reads a number of up to 32 bits.</summary>
    /// <exception cref="InvalidDataException">The content ends before.</exception>
    public long Bits(int count)
    {
        var number = 0L;
        for (var i = 0; i < count; i++, _at++)
        {
            if (_at >> 3 >= _content.Length)
            {
                throw new InvalidDataException("A header ends early.");
            }

            var octet = _content[_at >> 3];
            number = lowestFirst ? number | ((long)(octet >> (_at & 7) & 1) << i) : (number << 1) | (long)(octet >> (7 - (_at & 7)) & 1);
        }

        return number;
    }

    /// <summary>Reads an Exp-Golomb number (ITU-T H.265, 9.2).</summary>
    public long Golomb()
    {
        var zeros = 0;
        while (!Flag())
        {
            if (++zeros > 32)
            {
                throw new InvalidDataException("A number is too large.");
            }
        }

        return (1L << zeros) - 1 + Bits(zeros);
    }

    /// <summary>Width times height; sizes beyond any picture's are cut, so that the product stays a number.</summary>
    public static long Product(long width, long height) => Math.Min(width, int.MaxValue) * Math.Min(height, int.MaxValue);
}

namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>
/// The size of an HEVC picture, from the headers of its stream: a decoder allocates that much, whatever the file's boxes say. Layout: ITU-T H.265,
/// 7.3.2.2, and ISO/IEC 14496-15, 8.3.3.
/// </summary>
internal static class HevcSize
{
    /// <summary>The most pixels that any parameter set of an HEVC picture names.</summary>
    /// <param name="configuration">The content of its <c>hvcC</c> box.</param>
    /// <param name="stream">Its bytes: units, each after its length.</param>
    public static long Pixels(ReadOnlySpan<byte> configuration, ReadOnlySpan<byte> stream)
    {
        var reader = new BoxReader(configuration);
        reader.Skip(21);
        var lengthBytes = (reader.U8() & 3) + 1;
        var most = 0L;
        for (var arrays = reader.U8(); arrays > 0; arrays--)
        {
            reader.Skip(1);
            for (var units = reader.U16(); units > 0; units--)
            {
                most = Math.Max(most, Unit(reader.Take(reader.U16())));
            }
        }

        while (stream.Length >= lengthBytes)
        {
            var length = 0L;
            foreach (var part in stream[..lengthBytes])
            {
                length = (length << 8) | part;
            }

            stream = stream[lengthBytes..];
            if (length > stream.Length)
            {
                throw new InvalidDataException("A unit of the stream ends early.");
            }

            most = Math.Max(most, Unit(stream[..(int)length]));
            stream = stream[(int)length..];
        }

        return most > 0 ? most : throw new InvalidDataException("The stream has no size.");
    }

    private static long Unit(ReadOnlySpan<byte> unit)
    {
        const int SequenceParameters = 33, Head = 2;
        if (unit.Length <= Head || (unit[0] >> 1 & 0x3f) != SequenceParameters)
        {
            return 0;
        }

        var bits = new BitReader(WithoutEscapes(unit[Head..]));
        bits.Bits(4);
        var layers = (int)bits.Bits(3);
        bits.Bits(1);
        SkipLevels(ref bits, layers);
        bits.Golomb();
        if (bits.Golomb() == 3)
        {
            bits.Bits(1);
        }

        return BitReader.Product(bits.Golomb(), bits.Golomb());
    }

    /// <summary>Skips profile_tier_level (H.265, 7.3.3).</summary>
    private static void SkipLevels(ref BitReader bits, int layers)
    {
        const int ProfileBits = 88, LevelBits = 8;
        Skip(ref bits, ProfileBits + LevelBits);
        Span<(bool Profile, bool Level)> present = stackalloc (bool, bool)[8];
        for (var i = 0; layers > 0 && i < 8; i++)
        {
            var (profile, level) = (bits.Flag(), bits.Flag());
            present[i] = i < layers ? (profile, level) : default;
        }

        foreach (var (profile, level) in present)
        {
            Skip(ref bits, (profile ? ProfileBits : 0) + (level ? LevelBits : 0));
        }
    }

    private static void Skip(ref BitReader bits, int count)
    {
        for (; count > 0; count--)
        {
            bits.Bits(1);
        }
    }

    /// <summary>The start of a unit without the bytes that keep it from looking like a start code.</summary>
    private static byte[] WithoutEscapes(ReadOnlySpan<byte> unit)
    {
        const int Enough = 256;
        List<byte> plain = new(Enough);
        var zeros = 0;
        foreach (var part in unit[..Math.Min(unit.Length, Enough)])
        {
            if (zeros >= 2 && part == 3)
            {
                zeros = 0;
                continue;
            }

            zeros = part == 0 ? zeros + 1 : 0;
            plain.Add(part);
        }

        return [.. plain];
    }
}

namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>
/// The size of an AV1 picture, from the headers of its stream: a decoder allocates that much, whatever the file's boxes say. Layout: AV1 Bitstream
/// Specification, 5.5.
/// </summary>
internal static class Av1Size
{
    /// <summary>The most pixels that any sequence header of an AV1 picture names.</summary>
    /// <param name="configuration">The content of its <c>av1C</c> box.</param>
    /// <param name="stream">Its bytes: units (OBUs).</param>
    public static long Pixels(ReadOnlySpan<byte> configuration, ReadOnlySpan<byte> stream)
    {
        var most = Math.Max(Units(configuration.Length > 4 ? configuration[4..] : default), Units(stream));
        return most > 0 ? most : throw new InvalidDataException("The stream has no size.");
    }

    private static long Units(ReadOnlySpan<byte> stream)
    {
        const int SequenceHeader = 1, HasExtension = 4, HasSize = 2;
        var most = 0L;
        while (!stream.IsEmpty)
        {
            var head = stream[0];
            var reader = new BoxReader(stream[1..]);
            reader.Skip((head & HasExtension) != 0 ? 1 : 0);
            var used = 1 + ((head & HasExtension) != 0 ? 1 : 0);
            var length = (long)stream.Length - used;
            if ((head & HasSize) != 0)
            {
                (length, var bytes) = Leb128(ref reader);
                used += bytes;
            }

            if (length > stream.Length - used)
            {
                throw new InvalidDataException("A unit of the stream ends early.");
            }

            if ((head >> 3 & 15) == SequenceHeader)
            {
                most = Math.Max(most, Sequence(stream.Slice(used, (int)length)));
            }

            stream = stream[(used + (int)length)..];
        }

        return most;
    }

    private static (long Number, int Bytes) Leb128(ref BoxReader reader)
    {
        var number = 0L;
        for (var bytes = 0; bytes < 8; bytes++)
        {
            var part = reader.U8();
            number |= (long)(part & 0x7f) << (7 * bytes);
            if ((part & 0x80) == 0)
            {
                return (number, bytes + 1);
            }
        }

        throw new InvalidDataException("A length has too many bytes.");
    }

    private static long Sequence(ReadOnlySpan<byte> header)
    {
        var bits = new BitReader(header);
        bits.Bits(4);
        if (bits.Flag())
        {
            bits.Bits(5);
        }
        else
        {
            SkipOperatingPoints(ref bits);
        }

        var (widthBits, heightBits) = ((int)bits.Bits(4) + 1, (int)bits.Bits(4) + 1);
        return BitReader.Product(bits.Bits(widthBits) + 1, bits.Bits(heightBits) + 1);
    }

    private static void SkipOperatingPoints(ref BitReader bits)
    {
        var delayBits = 0;
        if (bits.Flag())
        {
            bits.Bits(32);
            bits.Bits(32);
            if (bits.Flag())
            {
                bits.Golomb();
            }

            if (bits.Flag())
            {
                delayBits = (int)bits.Bits(5) + 1;
                bits.Bits(32);
                bits.Bits(10);
            }
        }

        var hasDelay = bits.Flag();
        for (var points = bits.Bits(5); points >= 0; points--)
        {
            bits.Bits(12);
            bits.Bits(bits.Bits(5) > 7 ? 1 : 0);
            if (delayBits > 0 && bits.Flag())
            {
                bits.Bits(delayBits);
                bits.Bits(delayBits + 1);
            }

            if (hasDelay && bits.Flag())
            {
                bits.Bits(4);
            }
        }
    }
}

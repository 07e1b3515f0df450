namespace Txt2Image.Clip.Imaging;

/// <summary>A table of Huffman codes of at most 16 bits (ITU-T T.81, annexes C and F).</summary>
internal sealed class JpegHuffman
{
    /// <summary>Codes up to this length are looked up at once.</summary>
    private const int Fast = 9;

    private readonly ushort[] _fast = new ushort[1 << Fast];
    private readonly int[] _last = new int[18];
    private readonly int[] _offset = new int[17];
    private readonly byte[] _values;
    private readonly (ushort Code, byte Length)[] _codes = new (ushort, byte)[256];

    private JpegHuffman(byte[] values) => _values = values;

    /// <summary>Builds a table; null if there are more codes than fit.</summary>
    /// <param name="counts">The number of codes of 1 to 16 bits.</param>
    /// <param name="values">What they stand for.</param>
    public static JpegHuffman? Read(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        var table = new JpegHuffman(values.ToArray());
        var (code, at) = (0, 0);
        for (var length = 1; length <= 16; length++)
        {
            table._offset[length] = at - code;
            for (var i = 0; i < counts[length - 1]; i++, code++, at++)
            {
                if (code >= 1 << length)
                {
                    return null;
                }

                table._codes[values[at]] = ((ushort)code, (byte)length);
                if (length <= Fast)
                {
                    var entry = (ushort)((length << 8) | values[at]);
                    table._fast.AsSpan(code << (Fast - length), 1 << (Fast - length)).Fill(entry);
                }
            }

            table._last[length] = code - 1;
            code <<= 1;
        }

        return table;
    }

    /// <summary>The code of a value and its length; 0 bits if there is none.</summary>
    public (ushort Code, byte Length) CodeOf(int value) => _codes[value];

    /// <summary>Reads a value. An unknown code is 0, as libjpeg reads it.</summary>
    public int Next(ref JpegBits bits)
    {
        var ahead = bits.Peek16();
        var entry = _fast[ahead >> (16 - Fast)];
        if (entry != 0)
        {
            bits.Skip(entry >> 8);
            return entry & 0xff;
        }

        for (var length = Fast + 1; length <= 16; length++)
        {
            var code = ahead >> (16 - length);
            if (code <= _last[length] && code + _offset[length] >= 0 && code + _offset[length] < _values.Length)
            {
                bits.Skip(length);
                return _values[code + _offset[length]];
            }
        }

        bits.Skip(16);
        bits.HasUnknownCode = true;
        return 0;
    }
}

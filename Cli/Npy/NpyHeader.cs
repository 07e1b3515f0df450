using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Txt2Image.Cli.Npy;

/// <summary>The header of a NumPy file (.npy): a matrix, row after row.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Columns">How many numbers a row has.</param>
/// <param name="NumberBytes">The size of a number: 2, 4 or 8 bytes of IEEE 754.</param>
internal sealed partial record NpyHeader(long Rows, int Columns, int NumberBytes)
{
    /// <summary>The offset of the numbers in files written here. It does not change as the row count grows.</summary>
    public const int WrittenLength = 128;

    private const int LongestRead = 64 << 10;
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    public int RowBytes => Columns * NumberBytes;

    /// <summary>The header of 32-bit numbers in version 1.0 of the format.</summary>
    public byte[] Write()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({Rows}, {Columns}), }}");
        var header = new byte[WrittenLength];
        Magic.CopyTo(header, 0);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), WrittenLength - 10);
        header.AsSpan(10).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(10));
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>Reads a header and leaves the stream where the numbers begin.</summary>
    /// <exception cref="InvalidDataException">It is not one, or of a type of numbers that is not supported: the message says which.</exception>
    public static NpyHeader Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[12];
        if (stream.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false) < 10 || !start.StartsWith(Magic))
        {
            throw new InvalidDataException("it is not a NumPy file");
        }

        var length = start[6] switch
        {
            1 => BinaryPrimitives.ReadUInt16LittleEndian(start[8..]),
            2 or 3 when stream.ReadAtLeast(start[10..], 2, throwOnEndOfStream: false) == 2 => BinaryPrimitives.ReadUInt32LittleEndian(start[8..]),
            _ => throw new InvalidDataException($"it is a NumPy file of version {start[6]}, which this program does not support"),
        };
        if (length > LongestRead)
        {
            throw new InvalidDataException("its header is too long");
        }

        var text = new byte[length];
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
        {
            throw new InvalidDataException("it ends within its header");
        }

        return Parse(Encoding.Latin1.GetString(text));
    }

    private static NpyHeader Parse(string text)
    {
        var numberBytes = Descr().Match(text).Groups["type"].Value switch
        {
            "<f2" => 2,
            "<f4" => sizeof(float),
            "<f8" => sizeof(double),
            var other => throw new InvalidDataException(
                $"its numbers are of the type '{other}'; only float16 ('<f2'), float32 ('<f4') and float64 ('<f8') are supported"),
        };
        if (!Order().Match(text).Groups["order"].ValueSpan.SequenceEqual("False"))
        {
            throw new InvalidDataException("it is written column by column; save it row by row (numpy.ascontiguousarray)");
        }

        var shape = Shape().Match(text);
        return long.TryParse(shape.Groups["rows"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            && int.TryParse(shape.Groups["columns"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var columns)
            && columns is > 0 and <= 65_536
            ? new NpyHeader(rows, columns, numberBytes)
            : throw new InvalidDataException("its shape is not that of a matrix (rows, columns)");
    }

    [GeneratedRegex("""'descr'\s*:\s*'(?<type>[^']*)'""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Descr();

    [GeneratedRegex("""'fortran_order'\s*:\s*(?<order>True|False)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Order();

    [GeneratedRegex("""'shape'\s*:\s*\(\s*(?<rows>\d+)\s*,\s*(?<columns>\d+)\s*,?\s*\)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}

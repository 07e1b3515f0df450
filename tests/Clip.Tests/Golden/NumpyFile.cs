using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>An array that NumPy saved: float32 or uint8, in C order.</summary>
internal sealed partial record NumpyFile(int[] Shape, byte[] Bytes)
{
    public static NumpyFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream);
    }

    /// <summary>An array of an <c>.npz</c> archive.</summary>
    public static NumpyFile Read(string archive, string name)
    {
        using var zip = ZipFile.OpenRead(archive);
        using var stream = zip.GetEntry(name + ".npy")!.Open();
        return Read(stream);
    }

    /// <summary>The rows of a float32 matrix.</summary>
    public float[][] Rows() => [.. MemoryMarshal.Cast<byte, float>(Bytes).ToArray().Chunk(Shape[1])];

    /// <summary>The parts along the first axis of a uint8 array.</summary>
    public byte[][] Parts() => [.. Bytes.Chunk(Bytes.Length / Shape[0])];

    private static NumpyFile Read(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        var bytes = all.ToArray();
        var header = BitConverter.ToUInt16(bytes, 8);
        var said = Encoding.ASCII.GetString(bytes, 10, header);
        Assert.Contains("'fortran_order': False", said, StringComparison.Ordinal);
        var shape = ShapeOf().Match(said).Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new([.. shape.Select(int.Parse)], bytes[(10 + header)..]);
    }

    [GeneratedRegex(@"'shape': \((?<shape>[\d, ]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShapeOf();
}

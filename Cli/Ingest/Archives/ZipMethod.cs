namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>How a zip's entry is compressed, by the numbers of the zip specification.</summary>
internal static class ZipMethod
{
    private const ushort Stored = 0;
    private const ushort Deflate = 8;
    private const ushort Deflate64 = 9;

    public static bool IsRead(ushort method) => method is Stored or Deflate or Deflate64;

    public static string NameOf(ushort method) => method switch
    {
        1 => "Shrink",
        >= 2 and <= 5 => "Reduce",
        6 => "Implode",
        12 => "BZip2",
        14 => "LZMA",
        20 or 93 => "Zstandard",
        95 => "XZ",
        96 => "JPEG recompression",
        97 => "WavPack",
        98 => "PPMd",
        99 => "AES encryption",
        _ => $"method {method}",
    };
}

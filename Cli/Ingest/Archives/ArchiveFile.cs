using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>Opens archives of the kinds that are read, and names the others.</summary>
internal static class ArchiveFile
{
    /// <summary>What to say of a part of a split archive.</summary>
    public const string SplitAdvice =
        "a part of a split archive, which is not read: join the parts first (zip -s 0 x.zip --out whole.zip, or cat x.zip.* > x.zip), "
        + "or unpack it with 7-Zip";

    private const string Unpack = "unpack it, and give the folder";

    /// <summary>Opens an archive; its kind is recognized by its content, not its name.</summary>
    /// <exception cref="RunFailedException">It cannot be read, or is of a kind that is not read.</exception>
    public static ISource Open(string path, string identity, NameFilter filter, NameDecoder names)
    {
        var header = ReadHeader(path);
        if (ArchiveNames.IsPart(path) || header.AsSpan().StartsWith("PK\u0007\u0008"u8))
        {
            throw new RunFailedException($"{identity} is {SplitAdvice}");
        }

        return header switch
        {
            [(byte)'P', (byte)'K', ..] => new ZipSource(path, identity, filter, names),
            [0x1F, 0x8B, ..] => new TarSource(path, identity, isPacked: true, filter, names),
            { Length: TarHeader.Bytes } when IsTar(header, path) => new TarSource(path, identity, isPacked: false, filter, names),
            _ when OtherKind(header) is { } kind => throw new RunFailedException($"{identity} is {kind}"),
            _ => throw new RunFailedException($"{identity} is not a zip, tar or tar.gz, or its beginning is damaged"),
        };
    }

    private static string? OtherKind(ReadOnlySpan<byte> header) =>
        header.StartsWith("BZh"u8) ? Packed("bzip2", "bunzip2")
        : header.StartsWith<byte>([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) ? Packed("xz", "unxz")
        : header.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD]) ? Packed("Zstandard", "unzstd")
        : header.StartsWith<byte>([0x04, 0x22, 0x4D, 0x18]) ? Packed("LZ4", "unlz4")
        : header.StartsWith<byte>([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) ? $"a 7z archive, which is not read: {Unpack}"
        : header.StartsWith("Rar!"u8) ? $"a RAR archive, which is not read: {Unpack}"
        : null;

    private static string Packed(string method, string program) =>
        $"compressed with {method}, which is not read: run {program} on it and give the tar, or {Unpack}";

    /// <summary>The first bytes; none if the file is empty, or a pipe, which would block.</summary>
    private static byte[] ReadHeader(string path)
    {
        try
        {
            if (new FileInfo(path).Length == 0)
            {
                return [];
            }

            var header = new byte[TarHeader.Bytes];
            using var file = File.OpenRead(path);
            return header[..file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunFailedException($"the archive cannot be read: {exception.Message}");
        }
    }

    /// <summary>The oldest tars have no signature.</summary>
    private static bool IsTar(byte[] header, string path) =>
        header.AsSpan(257, 5).SequenceEqual("ustar"u8) || path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase);
}

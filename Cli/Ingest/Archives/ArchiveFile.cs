using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>Recognizes archives and their kinds.</summary>
internal static class ArchiveFile
{
    private const int HeaderBytes = 512;
    private static readonly string[] Endings = [".zip", ".tar", ".tar.gz", ".tgz"];

    public static bool IsNamedLikeOne(string path) => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Opens an archive; its kind is recognized by its content, not its name.</summary>
    public static ISource Open(string path, string identity, NameFilter filter)
    {
        var header = ReadHeader(path);
        return header switch
        {
            [(byte)'P', (byte)'K', ..] => new ZipSource(path, identity, filter),
            [0x1F, 0x8B, ..] => new TarSource(path, identity, isPacked: true, filter),
            { Length: HeaderBytes } when IsTar(header, path) => new TarSource(path, identity, isPacked: false, filter),
            _ => throw new RunFailedException($"{identity} is not a zip, tar or tar.gz, or its beginning is damaged"),
        };
    }

    /// <summary>The first bytes; none if the file is empty, or a pipe, which would block.</summary>
    private static byte[] ReadHeader(string path)
    {
        try
        {
            if (new FileInfo(path).Length == 0)
            {
                return [];
            }

            var header = new byte[HeaderBytes];
            using var file = File.OpenRead(path);
            return header[..file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false)];
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

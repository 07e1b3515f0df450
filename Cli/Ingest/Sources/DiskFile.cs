using Txt2Image.Cli.Images;
using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>A file on disk: opened when it is sent, and streamed.</summary>
/// <param name="Texts">How the caption beside it is decoded.</param>
internal sealed record DiskFile(string Name, string Path, long Length, long Modified, TextDecoding? Texts = null)
    : ImageFile(Name, Path, Length, Modified)
{
    public override string? ReadCaption() => CaptionFile.Beside(Path, Texts ?? new TextDecoding());

    public override Stream Open()
    {
        const FileShare ByAll = FileShare.ReadWrite | FileShare.Delete;
        var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, ByAll, bufferSize: 0, FileOptions.SequentialScan);
        if (stream.Length == Length)
        {
            return stream;
        }

        var now = stream.Length;
        stream.Dispose();
        var reason = $"the file changed since it was found: it had {Length} bytes, and now has {now}";
        throw new UnreadableImageException(this, FailureCode.Changed, reason);
    }

    public override string? FindChange(Stream read)
    {
        var file = (FileStream)read;
        var isSame = file.Length == Length && (Modified == 0 || File.GetLastWriteTimeUtc(file.SafeFileHandle).Ticks == Modified);
        return isSame ? null : "the file changed while it was read: run the command again";
    }
}

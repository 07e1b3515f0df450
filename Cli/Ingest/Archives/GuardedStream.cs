namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>A stream whose bytes are counted by a guard as they are read.</summary>
internal sealed class GuardedStream(Stream inner, DecompressionGuard guard) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        guard.Count(count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

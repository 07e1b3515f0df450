namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>Bytes that can be read only once, kept in memory or in a temporary file, so that they can be read several times.</summary>
/// <param name="source">The bytes; read when they are first needed.</param>
/// <param name="length">How many they are.</param>
internal sealed class Spool(Stream source, long length) : IDisposable
{
    private Stream? _kept;

    public Stream Open()
    {
        if (_kept is null)
        {
            _kept = length <= ArchiveEntry.MaxInMemory ? new MemoryStream() : TemporaryFile.Create(FileAccess.ReadWrite);
            source.CopyTo(_kept);
        }

        _kept.Position = 0;
        return new Copy(_kept);
    }

    public void Dispose() => _kept?.Dispose();

    /// <summary>What is kept, not ended by the end of one reader.</summary>
    private sealed class Copy(Stream kept) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => kept.Read(buffer);
    }
}

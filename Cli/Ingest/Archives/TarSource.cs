using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>The images of a tar, packed or not.</summary>
internal sealed class TarSource(string path, string identity, bool isPacked, NameFilter filter, NameDecoder names) : ISource
{
    public string Identity => identity;

    /// <summary>Counting would unpack all of it.</summary>
    public bool IsCountable => !isPacked;

    public bool IsWhole => true;

    public bool StillHolds(string name) => false;

    public IEnumerable<ImageFile> Images(SourceLog log) =>
        isPacked ? new PackedTar(path, filter, names, log).Images() : new PlainTar(path, filter, names, log).Images();
}

namespace Txt2Image.Cli.Ingest.Archives;

internal enum TarKind
{
    File,
    HardLink,
    SymbolicLink,
    Directory,

    /// <summary>A device, a pipe, or a kind that only some tools know.</summary>
    Other,

    /// <summary>A file with holes, which GNU tar stores in a form of its own.</summary>
    Sparse,
}

/// <summary>An entry of a tar.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, decoded.</param>
/// <param name="Target">The name that a link leads to.</param>
/// <param name="Position">Where its bytes begin in the unpacked archive.</param>
/// <param name="Length">How many bytes it has there.</param>
/// <param name="Modified">The ticks of its last change.</param>
internal sealed record TarMember(TarKind Kind, string Name, string Target, long Position, long Length, long Modified);

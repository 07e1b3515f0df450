using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Storage.Tests.Support;

/// <summary>An embedded store whose blocks are full after a few rows, so that a few points are enough for files of its index.</summary>
internal static class SmallBlocks
{
    public const int Rows = 16;

    public static Task<EmbeddedVectorStore> OpenAsync(string folder, Action<string>? report = null, int blockRows = Rows, long memory = 0) =>
        EmbeddedVectorStore.OpenAsync(
            folder,
            new EmbeddedOptions { BlockRows = blockRows, Memory = memory },
            TimeProvider.System,
            report ?? (static _ => { }),
            CancellationToken.None);
}

using Txt2Image.Storage.Tests.Conformance;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Storage.Tests.Mapped;

/// <summary>The embedded store with blocks of four rows: most points are in files of the index, which are written and merged all the time.</summary>
public sealed class SmallBlockConformanceTests : VectorStoreConformance
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<IVectorStore> OpenAsync() => await SmallBlocks.OpenAsync(_folder.Path, Assert.Fail, blockRows: 4);

    protected override Task SettleAsync() => ((EmbeddedVectorStore)Store).Keeper.SettleAsync();
}

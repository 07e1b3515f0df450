using Txt2Image.Storage.Tests.Conformance;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Storage.Tests.Vectors;

public sealed class EmbeddedConformanceTests : VectorStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<IVectorStore> OpenAsync() => await EmbeddedVectorStore.OpenAsync(_folder.Path, TimeProvider.System, Token);
}

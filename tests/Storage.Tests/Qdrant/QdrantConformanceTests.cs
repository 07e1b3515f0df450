using Txt2Image.Storage.Tests.Conformance;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Storage.Tests.Qdrant;

public sealed class QdrantConformanceTests(QdrantServer server, ITestOutputHelper output) : VectorStoreConformance
{
    private readonly string _prefix = $"test-{Guid.NewGuid():N}"[..20];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await server.EraseAsync(_prefix);
    }

    protected override Task<IVectorStore> OpenAsync()
    {
        output.WriteLine($"against {server.Description}");
        return Task.FromResult<IVectorStore>(new QdrantVectorStore(server.Options(_prefix), TimeProvider.System));
    }
}

using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Qdrant.StandIn;

namespace Txt2Image.Cli.Tests.Evaluating.Index;

/// <summary>The product's own server with its points in a stand-in for Qdrant that overlooks some, the fewer the larger ef is.</summary>
public sealed class QdrantBackedServer : RealServer
{
    private StandInServer? _qdrant;

    internal StandInServer Qdrant => _qdrant!;

    protected override IEnumerable<string> Settings =>
        ["--Txt2Image:Vectors:Kind=Qdrant", $"--Txt2Image:Vectors:Qdrant:Url={_qdrant!.Url}", "--Txt2Image:Vectors:Qdrant:ReadTimeout=00:00:30"];

    public override async ValueTask InitializeAsync()
    {
        _qdrant = await StandInServer.StartAsync(new StandInOptions { IsApproximate = true });
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _qdrant!.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

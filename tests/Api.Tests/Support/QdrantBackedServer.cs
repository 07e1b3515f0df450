using Txt2Image.Qdrant.StandIn;

namespace Txt2Image.Api.Tests.Support;

/// <summary>A server that stores its points in a stand-in for Qdrant.</summary>
public class QdrantBackedServer : IAsyncLifetime
{
    private StandInServer? _qdrant;

    internal TestServer Server { get; private set; } = null!;

    internal StandInServer Qdrant => _qdrant!;

    /// <summary>More settings of the server.</summary>
    protected virtual IEnumerable<string> Settings => [];

    public async ValueTask InitializeAsync()
    {
        _qdrant = await StandInServer.StartAsync(new StandInOptions { ApiKey = "a-key" });
        Server =
            await TestServer.StartAsync(
                ["Vectors:Kind=Qdrant", $"Vectors:Qdrant:Url={_qdrant.Url}", "Vectors:Qdrant:ApiKey=a-key", "Vectors:Qdrant:ReadTimeout=00:00:30",
                    .. Settings]);
    }

    internal void Seed(string collection, (object Id, Dictionary<string, object?> Payload)[] points) =>
        _qdrant!.Seed(collection, points.Select(point => (point.Id, (IReadOnlyDictionary<string, object?>)point.Payload)));

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Server.DisposeAsync();
        if (_qdrant is not null)
        {
            await _qdrant.DisposeAsync();
        }
    }
}

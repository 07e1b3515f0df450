using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Tests.Qdrant;
using Txt2Image.Storage.Vectors.Qdrant;

[assembly: AssemblyFixture(typeof(QdrantServer))]

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>
/// The server shared by the conformance tests: the one at <c>QDRANT_URL</c> (with <c>QDRANT_API_KEY</c>), otherwise a stand-in. Each test uses its
/// own prefix.
/// </summary>
public sealed class QdrantServer : IAsyncLifetime
{
    private StandInServer? _standIn;

    public Uri Url { get; private set; } = null!;

    public string? ApiKey { get; private set; }

    public string Description => _standIn is null ? $"the Qdrant server at {Url}" : "the stand-in for Qdrant";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("QDRANT_URL") is { Length: > 0 } url)
        {
            Url = new Uri(url);
            ApiKey = Environment.GetEnvironmentVariable("QDRANT_API_KEY");
        }
        else
        {
            _standIn = await StandInServer.StartAsync(new StandInOptions());
            Url = _standIn.Url;
        }

        Console.WriteLine($"The Qdrant conformance tests run against {Description}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_standIn is not null)
        {
            await _standIn.DisposeAsync();
        }
    }

    internal QdrantOptions Options(string prefix) => new()
    {
        Url = Url,
        ApiKey = ApiKey,
        Prefix = prefix,

        // Test machines may be slow; tests of timing set their own limits.
        ReadTimeout = TimeSpan.FromSeconds(30),
        WriteTimeout = TimeSpan.FromSeconds(30),
        CreateTimeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Deletes all collections with a prefix.</summary>
    internal async Task EraseAsync(string prefix)
    {
        var options = Options(prefix);
        using var connection = new QdrantConnection(options, TimeProvider.System);
        using var operation = connection.Begin(options.CreateTimeout, CancellationToken.None);
        var collections = new ServerCollections(connection, new WriteTerms(options));
        foreach (var name in (await collections.ListAsync(operation)).Where(name => name.StartsWith($"{prefix}_", StringComparison.Ordinal)))
        {
            await collections.DeleteAsync(operation, name);
        }
    }
}

using System.Net;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Limits;

/// <summary>A collection that is deleted at the end of a run, however it ends.</summary>
internal sealed class TemporaryCollection(CliEnvironment environment, Txt2ImageClient client) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name { get; } = $"eval-limits-{Guid.NewGuid():N}"[..24];

    /// <summary>Creates it. It is deleted even if the answer does not arrive.</summary>
    /// <param name="model">The model, by name or fingerprint; null: the server's.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public Task<CollectionInfo> CreateAsync(string? model, CancellationToken cancellationToken) =>
        client.CreateCollectionAsync(Name, model, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // The run may end because it was interrupted: the collection has to go all the same.
        using var patience = new CancellationTokenSource(Patience, environment.Time);
        try
        {
            await client.DeleteCollectionAsync(Name, patience.Token);
        }
        catch (ServerErrorException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            // It was never created.
        }
        catch (Exception exception) when (exception is Txt2ImageClientException or OperationCanceledException)
        {
            environment.Error.WriteLine(
                $"note: the temporary collection could not be deleted; do so with: txt2image collections delete {Name} --yes");
        }
    }
}

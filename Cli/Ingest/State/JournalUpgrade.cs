using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>
/// Completes a journal of an earlier version, which has names without ids: the server is asked once which images have these names. An image is
/// recognized by its name and length, because the server of that version had at most one image under a name. What is not there was lost when another
/// source sent the same name; it is sent again.
/// </summary>
internal sealed class JournalUpgrade(CliEnvironment environment, Txt2ImageClient client, CollectionInfo collection, Ledger ledger)
{
    private const int PageSize = 1_000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var unidentified = ledger.WithoutId().ToDictionary(one => one.Name.Name, StringComparer.Ordinal);
        if (unidentified.Count == 0)
        {
            return;
        }

        Dictionary<string, Guid> found = new(StringComparer.Ordinal);
        HashSet<string> ambiguous = new(StringComparer.Ordinal);
        Guid? after = null;
        do
        {
            var page = await client.ListImagesAsync(collection.Name, after, PageSize, cancellationToken: cancellationToken);
            foreach (var image in page.Images)
            {
                var mine = image.Names.Where(name => unidentified.TryGetValue(name, out var known) && known.Length == image.Bytes);
                ambiguous.UnionWith(mine.Where(name => !found.TryAdd(name, image.Id)));
            }

            after = page.Next;
        }
        while (after is not null);

        var identified = found.Where(one => !ambiguous.Contains(one.Key)).ToList();
        ledger.Identify(identified.Select(one => unidentified[one.Key].Name with { Id = one.Value }), collection.Version);
        foreach (var (name, _) in identified)
        {
            unidentified.Remove(name);
        }

        ledger.Remove(unidentified.Values.Select(one => one.Name), version: null);
        environment.Error.WriteLine("note: an earlier version wrote the state, without the ids of images: they were read from the server.");
        if (unidentified.Count > 0)
        {
            environment.Error.WriteLine(
                $"note: the server has no image of {Amount.Of(unidentified.Count, "name")} any more: another source may have sent the same name. "
                + "What is still there is sent again.");
        }
    }
}

using Txt2Image.Cli.Evaluating.Measuring;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Index;

/// <summary>Collects the queries: texts of a file, and embeddings of images of the collection.</summary>
internal static class IndexQueries
{
    private const int Page = 1000;

    /// <summary>
    /// Embeddings of images from a random place on. Ids are hashes of the images' bytes, so neighbours in their order have nothing to do with each
    /// other, and the sample is a random one.
    /// </summary>
    public static async Task<IReadOnlyList<IndexQuery>> SampleAsync(
        Txt2ImageClient client, string collection, int count, int seed, CancellationToken cancellationToken)
    {
        var bytes = new byte[16];
        new Random(seed).NextBytes(bytes);
        var start = new Guid(bytes, bigEndian: true);
        Dictionary<Guid, IndexQuery> found = [];
        foreach (var from in new Guid?[] { start, null })
        {
            for (var after = from; found.Count < count;)
            {
                var page = await client.ListImagesAsync(
                    collection, after, Math.Min(Page, count - found.Count), withEmbeddings: true, cancellationToken);
                foreach (var image in page.Images)
                {
                    found.TryAdd(image.Id, new IndexQuery(SearchTerm.OfEmbedding(image.Embedding!.Value), image.Id));
                }

                // The second walk begins where ids do, and ends where the first one began.
                if (page.Next is null || (from is null && page.Next > start))
                {
                    break;
                }

                after = page.Next;
            }
        }

        return [.. found.Values];
    }

    /// <summary>The texts of a file, one a line.</summary>
    /// <exception cref="RunFailedException">The file cannot be read, or has no text.</exception>
    public static async Task<IReadOnlyList<IndexQuery>> ReadAsync(CliEnvironment environment, string file, CancellationToken cancellationToken)
    {
        var lines = await LineFile.ReadAsync(environment, file, cancellationToken);
        var texts = lines.Select(line => line.Trim()).Where(line => line.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return texts.Count > 0
            ? [.. texts.Select(text => new IndexQuery(SearchTerm.OfText(text), null))]
            : throw new RunFailedException($"{file} has no line with a text to search for.");
    }
}

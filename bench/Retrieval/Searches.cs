using Txt2Image.Client;

namespace Txt2Image.Bench.Retrieval;

/// <summary>Sends many requests to a running server, like any other client.</summary>
internal static class Searches
{
    private const int AtOnce = 16;
    private const int ImagesARequest = 50;

    /// <summary>The hits of each question, in the order of the questions.</summary>
    public static Task<IReadOnlyList<Hit>[]> AskAsync(this Txt2ImageClient client, string collection, int k, IReadOnlyList<string> texts) =>
        client.AskAsync(new SearchRequest { K = k, Collection = collection }, texts);

    /// <summary>The hits of each question, in the order of the questions, with the options of a search.</summary>
    public static async Task<IReadOnlyList<Hit>[]> AskAsync(this Txt2ImageClient client, SearchRequest request, IReadOnlyList<string> texts)
    {
        var hits = new IReadOnlyList<Hit>[texts.Count];
        await Parallel.ForAsync(0, texts.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, cancellationToken) =>
        {
            var answer = await client.SearchAsync(request with { Text = texts[i] }, cancellationToken);
            hits[i] = answer.Hits;
        });
        return hits;
    }

    /// <summary>Adds files under the names given.</summary>
    public static async Task AddAsync(this Txt2ImageClient client, string collection, IReadOnlyList<(string Name, string File)> images)
    {
        foreach (var some in images.Chunk(ImagesARequest))
        {
            await client.AddImagesAsync(collection, [.. some.Select(image => ImageUpload.FromFile(image.Name, image.File))]);
        }
    }
}

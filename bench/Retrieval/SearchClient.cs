using System.Net.Http.Headers;
using Txt2Image.Bench.Product;

namespace Txt2Image.Bench.Retrieval;

/// <summary>Asks a running server, as any client does.</summary>
internal sealed class SearchClient(HttpClient http)
{
    private const int AtOnce = 16;
    private const int ImagesARequest = 50;

    /// <summary>The hits of many questions, in their order.</summary>
    public async Task<IReadOnlyList<SearchReplyHit>[]> AskAsync(string collection, int k, IReadOnlyList<string> texts)
    {
        var hits = new IReadOnlyList<SearchReplyHit>[texts.Count];
        await Parallel.ForAsync(0, texts.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, cancellationToken) =>
        {
            var path = $"/search?q={Uri.EscapeDataString(texts[i])}&k={k}&collection={collection}";
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            await RequireAsync(answer);
            hits[i] = (await answer.Content.ReadFromJsonAsync<SearchReply>(cancellationToken))!.Hits;
        });
        return hits;
    }

    public async Task CreateAsync(string collection)
    {
        using var answer = await http.PutAsync(new Uri($"/collections/{collection}", UriKind.Relative), null);
        await RequireAsync(answer);
    }

    public async Task DeleteAsync(string collection)
    {
        using var answer = await http.DeleteAsync(new Uri($"/collections/{collection}", UriKind.Relative));
        await RequireAsync(answer);
    }

    /// <summary>Adds files under the names given.</summary>
    public async Task AddAsync(string collection, IReadOnlyList<(string Name, string File)> images)
    {
        foreach (var some in images.Chunk(ImagesARequest))
        {
            using var form = new MultipartFormDataContent();
            foreach (var (name, file) in some)
            {
                var image = new ByteArrayContent(await File.ReadAllBytesAsync(file));
                image.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
                form.Add(image, "files", name);
            }

            using var answer = await http.PostAsync(new Uri($"/collections/{collection}/images", UriKind.Relative), form);
            await RequireAsync(answer);
        }
    }

    private static async Task RequireAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new BenchException($"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }
}

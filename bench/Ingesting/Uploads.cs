using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Bench.Product;

namespace Txt2Image.Bench.Ingesting;

/// <summary>Sends pictures as the CLI does: so many requests at once, each with so many pictures.</summary>
internal sealed class Uploads(HttpClient http, string collection, JpegPool pool)
{
    private const int AtOnce = 4;
    private const int InOne = 16;
    private static readonly MediaTypeHeaderValue Jpeg = new("image/jpeg");

    public async Task CreateAsync()
    {
        using var created = await http.PutAsync(new Uri($"/collections/{collection}", UriKind.Relative), content: null);
        created.EnsureSuccessStatusCode();
    }

    /// <summary>Sends the pictures of these numbers.</summary>
    /// <returns>Pictures a second.</returns>
    public async Task<double> SendAsync(int first, int count)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(first, count).Chunk(InOne),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (batch, cancellationToken) => await SendAsync(batch, cancellationToken));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task SendAsync(int[] numbers, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        foreach (var number in numbers)
        {
            var part = new ByteArrayContent(pool.Of(number));
            part.Headers.ContentType = Jpeg;
            form.Add(part, "image", $"{number}.jpg");
        }

        using var answer = await http.PostAsync(new Uri($"/collections/{collection}/images", UriKind.Relative), form, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var lost = body.GetProperty("images").EnumerateArray().FirstOrDefault(image => image.GetProperty("status").GetString() != "added");
        if (lost.ValueKind != JsonValueKind.Undefined) throw new BenchException($"A picture was not added: {lost}");
    }
}

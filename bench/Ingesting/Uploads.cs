using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Txt2Image.Bench.Product;

namespace Txt2Image.Bench.Ingesting;

/// <summary>Sends pictures like the CLI: several requests at once, each with several pictures.</summary>
internal sealed class Uploads(HttpClient http, string collection, JpegPool pool)
{
    private const int AtOnce = 4;
    private const int InOne = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly MediaTypeHeaderValue Jpeg = new("image/jpeg");

    /// <summary>Sends the pictures for these numbers.</summary>
    /// <returns>Pictures per second.</returns>
    public async Task<double> SendAsync(int first, int count)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(first, count).Chunk(InOne),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (batch, cancellationToken) =>
            {
                // Like the CLI, this sends again what the server had no room for.
                for (var left = batch; left.Length > 0;)
                {
                    left = await SendAsync(left, cancellationToken);
                    if (left.Length > 0)
                    {
                        await Task.Delay(Pause, cancellationToken);
                    }
                }
            });
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Sends pictures in one request.</summary>
    /// <returns>Those that the server had no room for.</returns>
    private async Task<int[]> SendAsync(int[] numbers, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        foreach (var number in numbers)
        {
            var part = new ByteArrayContent(pool.Of(number));
            part.Headers.ContentType = Jpeg;
            form.Add(part, "image", $"{number}.jpg");
        }

        using var answer = await http.PostAsync(new Uri($"/collections/{collection}/images", UriKind.Relative), form, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return numbers;
        }

        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return [.. numbers.Zip(body.GetProperty("images").EnumerateArray()).Where(sent => !IsAdded(sent.Second)).Select(sent => sent.First)];
    }

    private static bool IsAdded(JsonElement image)
    {
        if (image.GetProperty("status").GetString() == "added")
        {
            return true;
        }

        if (image.GetProperty("error").GetProperty("code").GetString() == "Overloaded")
        {
            return false;
        }

        throw new BenchException($"A picture was not added: {image}");
    }
}

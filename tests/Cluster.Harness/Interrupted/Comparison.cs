using Txt2Image.Cluster.Harness.Load;

namespace Txt2Image.Cluster.Harness.Interrupted;

/// <summary>Compares the images of a collection with the files of a folder.</summary>
internal sealed record Comparison(int Files, int Expected, int Held, int Missing, int Surplus, int Wrong)
{
    private const int Page = 1000;
    private const int AtOnce = 4;

    /// <summary>Whether both are the same, to the last byte.</summary>
    public bool IsWhole => Missing == 0 && Surplus == 0 && Wrong == 0;

    public static async Task<Comparison> OfAsync(HttpClient http, string collection, string folder, CancellationToken cancellationToken)
    {
        var files = Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).ToList();
        var expected = new HashSet<Guid>();
        foreach (var file in files)
        {
            expected.Add(Pictures.IdOf(await File.ReadAllBytesAsync(file, cancellationToken)));
        }

        var held = await HeldAsync(http, collection, cancellationToken);
        var wrong = 0;
        await Parallel.ForEachAsync(
            held, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (id, token) =>
        {
            var bytes = await http.GetByteArrayAsync(new Uri($"/collections/{collection}/images/{id}", UriKind.Relative), token);
            if (Pictures.IdOf(bytes) != id)
            {
                Interlocked.Increment(ref wrong);
            }
        });
        return new Comparison(files.Count, expected.Count, held.Count, expected.Except(held).Count(), held.Except(expected).Count(), wrong);
    }

    private static async Task<HashSet<Guid>> HeldAsync(HttpClient http, string collection, CancellationToken cancellationToken)
    {
        var held = new HashSet<Guid>();
        Guid? after = null;
        do
        {
            var page =
                (await http.GetFromJsonAsync<ImagesPage>(
                    new Uri($"/collections/{collection}/images?limit={Page}{(after is null ? "" : $"&after={after}")}", UriKind.Relative),
                    cancellationToken))!;
            held.UnionWith(page.Images.Select(image => image.Id));
            after = page.Next;
        }
        while (after is not null);
        return held;
    }

    private sealed record ImagesPage(IReadOnlyList<ListedImage> Images, Guid? Next);

    private sealed record ListedImage(Guid Id);
}

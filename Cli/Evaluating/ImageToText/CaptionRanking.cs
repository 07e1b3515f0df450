using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Txt2Image.Cli.Evaluating.State;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Cli.Evaluating.ImageToText;

/// <summary>
/// Ranks all captions for each image that has some, by the cosine of the image's stored embedding and the captions' embeddings, in float32. Images
/// are read page by page, and captions block by block.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="collection">The collection.</param>
/// <param name="pool">The captions.</param>
/// <param name="journal">What an earlier run has, and what this one adds.</param>
/// <param name="most">How many captions of a ranking are kept.</param>
internal sealed class CaptionRanking(Txt2ImageClient client, string collection, CaptionPool pool, EvalJournal journal, int most)
{
    private const int PageSize = 500;
    private const int MostWanted = 3;

    /// <summary>Ranks the captions for each image, in the order in which the collection lists them.</summary>
    public async IAsyncEnumerable<EvalOutcome> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var number = 0;
        Guid? after = null;
        do
        {
            var page = await client.ListImagesAsync(collection, after, PageSize, withEmbeddings: true, cancellationToken);
            var images = page.Images.Where(image => pool.Find(image.Id) is not null).Select(image => (Number: number++, Image: image)).ToArray();
            foreach (var outcome in Rank(images, cancellationToken))
            {
                yield return outcome;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private EvalOutcome[] Rank((int Number, ListedImage Image)[] images, CancellationToken cancellationToken)
    {
        EvalOutcome?[] outcomes = [.. images.Select(image => journal.Find(image.Number))];
        int[] open = [.. Enumerable.Range(0, images.Length).Where(index => outcomes[index] is null)];
        var best = open.Select(_ => new BestCaptions(most)).ToArray();
        foreach (var (first, values) in open.Length == 0 ? [] : pool.Vectors.Blocks())
        {
            Parallel.For(0, open.Length, new ParallelOptions { CancellationToken = cancellationToken }, at =>
                Offer(best[at], Embedding(images[open[at]].Image), first, values.Span));
        }

        foreach (var (at, index) in open.Index())
        {
            outcomes[index] = EvalOutcome.Of(Result(images[index].Number, images[index].Image, best[at].All));
        }

        journal.Append(open.Select(index => (images[index].Number, outcomes[index]!)));
        return outcomes!;
    }

    // Embeddings are unit vectors, so their product is the cosine.
    private static void Offer(BestCaptions best, ReadOnlySpan<float> image, int first, ReadOnlySpan<float> captions)
    {
        for (var at = 0; at < captions.Length; at += image.Length)
        {
            best.Offer(first + (at / image.Length), TensorPrimitives.Dot(image, captions.Slice(at, image.Length)));
        }
    }

    private static ReadOnlySpan<float> Embedding(ListedImage image) =>
        image.Embedding is { } embedding ? embedding.Span : throw new RunFailedException("the server lists images without embeddings.");

    private QueryResult Result(int number, ListedImage image, IReadOnlyList<(int Caption, float Score)> best)
    {
        var captions = pool.Find(image.Id)!;
        return new QueryResult
        {
            Number = number,
            Query = captions.Name ?? image.Id.ToString(),
            QueryId = image.Id.ToString(),
            Group = captions.Group,
            Hits = [.. best.Select(hit =>
                new RankedHit(IdOf(hit.Caption), hit.Score, captions.Grades.GetValueOrDefault(hit.Caption), pool[hit.Caption]))],
            Ideal = [.. captions.Grades.Values],
            Wanted = [.. captions.Grades.Keys.Take(MostWanted).Select(caption => new WantedItem(IdOf(caption), pool[caption]))],
        };
    }

    /// <summary>A caption's place in the file, from 1.</summary>
    private static string IdOf(int caption) => (caption + 1).ToString(CultureInfo.InvariantCulture);
}

using System.Runtime.CompilerServices;
using Txt2Image.Cli.Evaluating.ImageToText;
using Txt2Image.Cli.Evaluating.Output;
using Txt2Image.Cli.Evaluating.Queries;
using Txt2Image.Cli.Evaluating.Relevance;
using Txt2Image.Cli.Evaluating.Searching;
using Txt2Image.Cli.Evaluating.State;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating;

/// <summary>One pass over the queries, in the direction that is asked for.</summary>
internal sealed class EvalPass(
    CliEnvironment environment, Txt2ImageClient client, EvalSubject subject, EvalJournal journal, EvalProgress progress, LeftOut leftOut)
    : IDisposable
{
    private const string Step = "queries";

    private readonly CaptionPool _pool = new(client, subject.Collection.Fingerprint, subject.Collection.Dimension);
    private FileQueries? _file;

    private EvalRequest Request => subject.Request;

    /// <summary>One hit more than the largest K shows whether it ties with the last.</summary>
    private int Fetched => Request.Ks[^1] + 1;

    /// <summary>Reads the queries, and finds what they should find.</summary>
    public async IAsyncEnumerable<EvalOutcome> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var source = await OpenAsync(cancellationToken);
        await foreach (var outcome in Request.Direction == Direction.TextToImage
            ? SearchAsync(source, cancellationToken)
            : RankAsync(source, cancellationToken))
        {
            yield return outcome;
        }
    }

    /// <summary>What people should know about how the queries were read.</summary>
    public IEnumerable<string> Notes()
    {
        if (Request.Decoding.Note() is { } decoding)
        {
            yield return decoding["note: ".Length..];
        }

        if (Request.Split is null && _file?.Content.Splits is { Count: > 1 } splits)
        {
            var sizes = string.Join(", ", splits.Select(static split => $"{split.Key} {Amount.Number(split.Value)}"));
            yield return $"all splits of the file are evaluated together ({sizes}): --split NAME chooses one";
        }

        if (Request.Direction == Direction.ImageToText)
        {
            yield return $"{Amount.Of(_pool.Count, "caption")} were ranked for each image";
        }
    }

    public void Dispose() => _pool.Dispose();

    private async Task<IQuerySource> OpenAsync(CancellationToken cancellationToken)
    {
        var images = new CollectionImages(client, subject.Collection.Name, Request.Search.FilterText);
        if (Request.Queries is not { } path)
        {
            return new CollectionCaptions(images, Request.By);
        }

        progress.Begin("images of the collection read", subject.Collection.Images);
        var file = new QueryFile(path, Request.Decoding, Request.Split, Request.By);
        return _file = await FileQueries.OpenAsync(file, Request.By, Counted(images.ListAsync(cancellationToken)), cancellationToken);
    }

    private async IAsyncEnumerable<ListedImage> Counted(IAsyncEnumerable<ListedImage> images)
    {
        await foreach (var image in images)
        {
            progress.Add();
            yield return image;
        }
    }

    private IAsyncEnumerable<EvalOutcome> SearchAsync(IQuerySource source, CancellationToken cancellationToken)
    {
        progress.Begin(Step, source.Count);
        var common = Request.Search with { Collection = subject.Collection.Name, K = Fetched };
        return new TextSearches(new PatientBatch(client, environment.Time), common, journal)
            .RunAsync(source.ReadAsync(cancellationToken).Select(Seen), cancellationToken);
    }

    private async IAsyncEnumerable<EvalOutcome> RankAsync(IQuerySource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        progress.Begin("captions embedded", source.Count);
        var queries = source.ReadAsync(cancellationToken).Select(Seen);
        await foreach (var block in queries.Chunk(TextSearches.BlockSize).WithCancellation(cancellationToken))
        {
            PreparedQuery[] some = [.. block.Where(static query => query.Text.Length > 0)];
            foreach (var rejection in (await _pool.AddAsync(some, cancellationToken)).OfType<string>())
            {
                leftOut.Add(new EvalOutcome(null, rejection));
            }

            foreach (var query in block)
            {
                progress.Add();
                if (query.Text.Length == 0)
                {
                    leftOut.Add(EvalOutcome.WithoutText);
                }
            }
        }

        progress.Begin("images", _pool.Images);
        var ranking = new CaptionRanking(client, subject.Collection.Name, _pool, journal, Fetched);
        await foreach (var outcome in ranking.RunAsync(cancellationToken))
        {
            yield return outcome;
        }
    }

    private PreparedQuery Seen(PreparedQuery query)
    {
        leftOut.AddMissing(query.Missing, name => _file?.IsAmbiguous(name) == true);
        return query;
    }
}

using System.Text.Json.Nodes;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Limits;

/// <summary>Adds the pictures to a temporary collection, and asks for each caption which of its pair's pictures scores higher.</summary>
internal sealed class LimitsRun(CliEnvironment environment, Txt2ImageClient client, IReadOnlyList<LimitPair> pairs)
{
    private const int PicturesInRequest = 16;
    private const string PairField = "pair";

    private string _stage = "";

    /// <returns>The model as the server names it, and the scores, in the order of the pairs.</returns>
    /// <exception cref="RunFailedException">The server does not add a picture.</exception>
    public async Task<(CollectionInfo Collection, IReadOnlyList<PairScores> Scores)> RunAsync(string? model, CancellationToken cancellationToken)
    {
        await using var progress = new ProgressLine(environment, () => _stage);
        await using var collection = new TemporaryCollection(environment, client);
        var created = await collection.CreateAsync(model, cancellationToken);
        await AddAsync(collection.Name, cancellationToken);
        return (created, await AskAsync(collection.Name, cancellationToken));
    }

    private async Task AddAsync(string collection, CancellationToken cancellationToken)
    {
        var pictures = pairs.SelectMany(pair => pair.Sides.Select(side => (Pair: pair, side.File))).ToList();
        var added = 0;
        foreach (var some in pictures.Chunk(PicturesInRequest))
        {
            var answer = await client.AddImagesAsync(
                collection, [.. some.Select(picture => Upload(picture.Pair, picture.File))], cancellationToken: cancellationToken);
            if (answer.Images.FirstOrDefault(image => image.Status == ImageStatus.Failed) is { } failed)
            {
                throw new RunFailedException($"the server does not add {failed.Name}: {failed.Error?.Detail}");
            }

            added += some.Length;
            _stage = $"{added} of {pictures.Count} pictures added";
        }
    }

    private async Task<IReadOnlyList<PairScores>> AskAsync(string collection, CancellationToken cancellationToken)
    {
        List<SearchRequest> requests = [.. pairs.SelectMany(pair => pair.Sides.Select(side => Question(collection, pair, side.Caption)))];
        var scores = new (double A, double B)[requests.Count];
        var done = 0;
        await foreach (var outcome in client.SearchBatchAsync(requests, cancellationToken: cancellationToken))
        {
            var pair = pairs[outcome.Index / 2];
            var hits = (outcome.Answer ?? throw outcome.Error!).Hits;
            scores[outcome.Index] = (ScoreOf(hits, pair.A), ScoreOf(hits, pair.B));
            _stage = $"{++done} of {requests.Count} captions asked";
        }

        return [.. pairs.Select((pair, i) => new PairScores(pair, scores[2 * i].A, scores[2 * i].B, scores[2 * i + 1].A, scores[2 * i + 1].B))];
    }

    private static ImageUpload Upload(LimitPair pair, string file) => ImageUpload.FromBytes(file, LimitData.ReadPicture(file)) with
    {
        Fields = new JsonObject { [PairField] = pair.Number }.ToJsonString(),
    };

    private static SearchRequest Question(string collection, LimitPair pair, string caption) => new()
    {
        Text = caption,
        Collection = collection,
        K = 2,
        Filter = SearchFilter.Equal(PairField, pair.Number),
        IsExact = true,
        IsFresh = true,
    };

    private static double ScoreOf(IReadOnlyList<Hit> hits, LimitSide side) => hits.FirstOrDefault(hit => hit.Name == side.File)?.Score
        ?? throw new RunFailedException($"the server's answer lacks {side.File}, although it has added it.");
}

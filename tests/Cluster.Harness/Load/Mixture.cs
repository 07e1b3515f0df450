namespace Txt2Image.Cluster.Harness.Load;

/// <summary>A question of the load.</summary>
/// <param name="Path">The path of the request.</param>
/// <param name="IsRepeated">Whether it was asked before, in a collection that has not changed since.</param>
internal readonly record struct Question(string Path, bool IsRepeated);

/// <summary>
/// A realistic mix of questions: most were asked before, some never, for 1 to 100 hits. Repeated ones go to a collection that does not change, so
/// that caches can answer them; half of the new ones go to the collection that grows.
/// </summary>
internal sealed class Mixture
{
    private const double NewShare = .3;
    private const int MostHits = 100;

    private readonly Random _random = new(1);
    private readonly string _still;
    private readonly string _growing;
    private readonly string[] _known;
    private readonly string[] _captions;
    private readonly string _run = $"{Random.Shared.Next():x8}";
    private int _asked;

    public Mixture(string still, string growing)
    {
        _still = still;
        _growing = growing;
        _known = [.. QuestionTexts.Free()];
        _captions = [.. QuestionTexts.Captions()];
    }

    /// <summary>Every question that will be repeated, with the largest number of hits that will be requested.</summary>
    public IEnumerable<Question> Known => _known.Select(text => new Question(Path(text, MostHits, _still), true));

    public Question Next()
    {
        lock (_random)
        {
            var k = _random.Next(1, MostHits + 1);
            if (_random.NextDouble() >= NewShare)
            {
                return new(Path(_known[_random.Next(_known.Length)], k, _still), true);
            }

            // A number that was not used before makes the question new to every cache.
            var text = $"{_captions[_random.Next(_captions.Length)]} {_run} {_asked++}";
            return new(Path(text, k, _asked % 2 == 0 ? _still : _growing), false);
        }
    }

    private static string Path(string text, int k, string collection) => $"/search?q={Uri.EscapeDataString(text)}&k={k}&collection={collection}";
}

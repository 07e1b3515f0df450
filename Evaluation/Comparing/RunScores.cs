using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Comparing;

/// <summary>
/// The scores of a run's queries, with their texts: what a comparison needs. It does not keep the hits. Not safe for several threads at once.
/// </summary>
public sealed class RunScores
{
    private readonly Scorer _scorer;
    private readonly List<float> _scores = [];
    private readonly List<QueryKey> _keys = [];
    private readonly List<int> _relevant = [];
    private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);

    /// <summary>Creates the scores of no queries.</summary>
    public RunScores(RunHeader header)
    {
        Header = header;
        _scorer = new Scorer(header.Ks);
    }

    /// <summary>What was evaluated, and how.</summary>
    public RunHeader Header { get; }

    /// <summary>The measures that the run has.</summary>
    public IReadOnlyList<MeasureAtK> Measures => _scorer.Measures;

    /// <summary>The queries, in their order.</summary>
    internal IReadOnlyList<QueryKey> Keys => _keys;

    /// <summary>How many relevant items the collection had for each query.</summary>
    internal IReadOnlyList<int> Relevant => _relevant;

    /// <summary>Reads a whole run.</summary>
    /// <exception cref="RunFormatException">The document is damaged or cut off.</exception>
    public static async Task<RunScores> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        var reader = await RunReader.OpenAsync(stream, cancellationToken);
        var scores = new RunScores(reader.Header);
        await foreach (var query in reader.ReadAsync(cancellationToken))
        {
            try
            {
                scores.Add(query);
            }
            catch (ArgumentException exception)
            {
                throw new RunFormatException($"The run contradicts itself: {exception.Message}", exception);
            }
        }

        return scores;
    }

    /// <summary>Adds a query.</summary>
    /// <exception cref="ArgumentException">The query contradicts itself; see <see cref="Scorer.Score"/>.</exception>
    public void Add(QueryResult query)
    {
        _scores.AddRange(_scorer.Score(query).Select(score => (float)score));
        _relevant.Add(query.Ideal.Count);
        var times = _times.GetValueOrDefault(query.Query);
        _times[query.Query] = times + 1;
        _keys.Add(new QueryKey(query.Query, times));
    }

    /// <summary>A query's value; NaN if it cannot be evaluated.</summary>
    /// <param name="query">The query's place.</param>
    /// <param name="measure">The measure's place.</param>
    internal double At(int query, int measure) => _scores[(query * Measures.Count) + measure];
}

/// <summary>What pairs the queries of two runs: a text, and how often it came before.</summary>
internal readonly record struct QueryKey(string Text, int Before);

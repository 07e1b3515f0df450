using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Cli.Evaluating.State;

/// <summary>What became of a query: a result, or the reason why it has none.</summary>
/// <param name="Result">What was found; null if it was not searched for.</param>
/// <param name="Rejection">Why the server rejected it; null if it did not, or if the file has no text for it.</param>
internal sealed record EvalOutcome(QueryResult? Result, string? Rejection)
{
    /// <summary>The query has no text.</summary>
    public static readonly EvalOutcome WithoutText = new(null, null);

    public static EvalOutcome Of(QueryResult result) => new(result, null);
}

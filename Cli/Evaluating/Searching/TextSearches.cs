using System.Runtime.CompilerServices;
using Txt2Image.Cli.Evaluating.Relevance;
using Txt2Image.Cli.Evaluating.State;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Searching;

/// <summary>
/// Searches for the text of each query, a block of queries at a time, so that memory does not grow with their number. What the journal has is not
/// searched for again. A text is searched for as it is: operators in it have no meaning.
/// </summary>
/// <param name="batch">Sends searches.</param>
/// <param name="common">What all searches have in common.</param>
/// <param name="journal">What an earlier run has, and what this one adds.</param>
internal sealed class TextSearches(PatientBatch batch, SearchRequest common, EvalJournal journal)
{
    /// <summary>As many as a request to the server takes.</summary>
    public const int BlockSize = 256;

    /// <summary>Searches.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>An outcome for each query, in order.</returns>
    public async IAsyncEnumerable<EvalOutcome> RunAsync(
        IAsyncEnumerable<PreparedQuery> queries, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var block in queries.Chunk(BlockSize).WithCancellation(cancellationToken))
        {
            foreach (var outcome in await AnswerAsync(block, cancellationToken))
            {
                yield return outcome;
            }
        }
    }

    private async Task<EvalOutcome[]> AnswerAsync(PreparedQuery[] block, CancellationToken cancellationToken)
    {
        var outcomes = new EvalOutcome?[block.Length];
        List<int> open = [];
        foreach (var (index, query) in block.Index())
        {
            outcomes[index] = query.Text.Length == 0 ? EvalOutcome.WithoutText
                : query.Relevant.Count == 0 ? EvalOutcome.Of(Results.Of(query))
                : journal.Find(query.Number);
            if (outcomes[index] is null)
            {
                open.Add(index);
            }
        }

        if (open.Count > 0)
        {
            var answers = await batch.SearchAsync([.. open.Select(index => Request(block[index]))], cancellationToken);
            foreach (var (answer, index) in answers.Zip(open))
            {
                outcomes[index] = answer.Answer is { } found
                    ? EvalOutcome.Of(Results.Of(block[index], found.Hits))
                    : new EvalOutcome(null, answer.Error!.Detail);
            }

            journal.Append(open.Select(index => (block[index].Number, outcomes[index]!)));
        }

        return outcomes!;
    }

    private SearchRequest Request(PreparedQuery query) => common with { Terms = [SearchTerm.OfText(query.Text)] };
}

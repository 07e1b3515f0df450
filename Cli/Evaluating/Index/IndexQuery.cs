using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Index;

/// <summary>A query of the measurement.</summary>
/// <param name="Term">What is searched for.</param>
/// <param name="Itself">The image whose embedding it is, which does not count as found; null for a text.</param>
internal sealed record IndexQuery(SearchTerm Term, Guid? Itself)
{
    /// <summary>The weight of the term that makes a query unlike every earlier one: its direction changes by a millionth.</summary>
    private const double Trace = 1e-6;

    /// <summary>
    /// The terms of a search that no cache has an answer to. All settings search with the same ones, so that their hits can be compared.
    /// </summary>
    /// <param name="dimension">The number of dimensions of the model's embeddings.</param>
    /// <param name="random">Anything that differs from run to run.</param>
    public IReadOnlyList<SearchTerm> Unseen(int dimension, Random random)
    {
        var noise = new float[dimension];
        for (var i = 0; i < dimension; i++)
        {
            noise[i] = (float)(random.NextDouble() - .5);
        }

        return [Term, SearchTerm.OfEmbedding(noise, Trace)];
    }
}

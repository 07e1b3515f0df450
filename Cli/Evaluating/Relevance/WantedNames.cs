using Txt2Image.Cli.Evaluating.Queries;

namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>The ids and names of images that a file of queries has.</summary>
internal sealed class WantedNames
{
    /// <summary>The names. An id may be a name too.</summary>
    public NameTable Names { get; } = new();

    public HashSet<Guid> Ids { get; } = [];

    public void Add(IReadOnlyList<Judgement> judgements)
    {
        foreach (var (image, _) in judgements)
        {
            if (Guid.TryParse(image, out var id))
            {
                Ids.Add(id);
            }

            Names.Add(image);
        }
    }
}

using Txt2Image.Cli.Evaluating.Queries;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>The images of a collection that a file of queries names. Each image of the collection is matched once.</summary>
/// <param name="wanted">What the file names.</param>
/// <param name="groupField">The field of the images by which results are broken down; null for none.</param>
internal sealed class WantedImages(WantedNames wanted, string? groupField)
{
    private const string Several = "(several)";

    private readonly Dictionary<Guid, FoundImage> _images = [];

    /// <summary>Matches an image of the collection.</summary>
    public void Match(ListedImage image)
    {
        if (wanted.Names.Match(image.Id, image.Names) || wanted.Ids.Contains(image.Id))
        {
            _images[image.Id] = new FoundImage(
                image.Names is [var first, ..] ? first : null, groupField is null ? null : ImageField.Text(image, groupField));
        }
    }

    /// <summary>The query with its relevant images. An image that is named twice has the higher grade.</summary>
    public PreparedQuery Prepare(EvalQuery query)
    {
        var relevant = new Dictionary<Guid, RelevantImage>();
        List<string> missing = [];
        foreach (var (image, grade) in query.Judgements.Where(static judgement => judgement.Grade > 0))
        {
            var found = Find(image);
            foreach (var id in found)
            {
                relevant[id] = new RelevantImage(id, _images[id].Name, Math.Max(grade, relevant.GetValueOrDefault(id)?.Grade ?? 0));
            }

            if (found.Count == 0)
            {
                missing.Add(image);
            }
        }

        return new PreparedQuery(query.Number, query.Text, query.Group ?? GroupOf(relevant.Keys), [.. relevant.Values], missing);
    }

    /// <summary>Whether several images match a name by the end of their paths alone, so that it does not say which.</summary>
    public bool IsAmbiguous(string image) => wanted.Names.Find(image) is { IsAmbiguous: true };

    private IReadOnlyList<Guid> Find(string image) =>
        Guid.TryParse(image, out var id) && _images.ContainsKey(id) ? [id] : wanted.Names.Find(image)?.Images ?? [];

    /// <summary>The value that all relevant images have.</summary>
    private string? GroupOf(IEnumerable<Guid> images)
    {
        if (groupField is null)
        {
            return null;
        }

        var values = images.Select(id => _images[id].Group).Distinct(StringComparer.Ordinal).Take(2).ToList();
        return values switch { [] => null, [var only] => only, _ => Several };
    }

    private sealed record FoundImage(string? Name, string? Group);
}

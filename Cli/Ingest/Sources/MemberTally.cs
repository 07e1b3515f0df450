using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>Counts what the files beside images became: captions and fields.</summary>
internal sealed class MemberTally
{
    private readonly SortedDictionary<string, long> _captions = new(StringComparer.Ordinal);

    /// <summary>Images that have their caption from a file beside them.</summary>
    public long Captions => _captions.Values.Sum();

    /// <summary>Images that have fields from a file beside them.</summary>
    public long Fields { get; private set; }

    public void CountCaption(string ending) => _captions[ending] = _captions.GetValueOrDefault(ending) + 1;

    public void CountFields(long images) => Fields += images;

    /// <summary>"Found beside the images: captions: 8 from .txt; fields: 10 from .json"; null if there are none.</summary>
    public string? Summary()
    {
        var captions = string.Join(", ", _captions.Select(pair => $"{Amount.Number(pair.Value)} from {pair.Key}"));
        var fields = Fields > 0 ? $"fields: {Amount.Number(Fields)} from .json" : "";
        return (captions.Length, fields.Length) switch
        {
            (0, 0) => null,
            (0, _) => $"Found beside the images: {fields}",
            (_, 0) => $"Found beside the images: captions: {captions}",
            _ => $"Found beside the images: captions: {captions}; {fields}",
        };
    }
}

using Txt2Image.Hub.Catalogue;
using Txt2Image.Hub.Downloads;

namespace Txt2Image.Hub.Pulling;

/// <summary>What a pull will do.</summary>
public sealed record PullPlan
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The repository or folder that it comes from.</summary>
    public required string Origin { get; init; }

    /// <summary>The commit of the repository; "" for a folder.</summary>
    public required string Commit { get; init; }

    /// <summary>The licence of its weights; null if neither the catalogue nor its origin states one.</summary>
    public ModelLicence? Licence { get; init; }

    /// <summary>Whether the hub could not be asked, so that files come from the cache of Hugging Face's tools.</summary>
    public bool IsFromCache { get; init; }

    /// <summary>The bytes of the files that are not there yet.</summary>
    public long Bytes => Missing.Sum(static file => file.Size);

    /// <summary>Whether graphs are made of weights.</summary>
    public bool Converts { get; init; }

    /// <summary>What a local checkpoint is, in some words; null for everything else.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether everything is there and whole.</summary>
    public bool IsComplete => Missing.Count == 0 && !Converts;

    /// <summary>How many files are missing or damaged.</summary>
    public int FileCount => Missing.Count;

    internal IReadOnlyList<HubFile> Missing { get; init; } = [];

    /// <summary>The variant of the graphs: <c>fp32</c>, <c>fp16</c> or <c>int8</c>; "" if their names do not say.</summary>
    public string Variant { get; init; } = "";

    /// <summary>The paths of the graphs.</summary>
    internal IReadOnlyList<string> Graphs { get; init; } = [];
}

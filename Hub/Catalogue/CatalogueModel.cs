namespace Txt2Image.Hub.Catalogue;

/// <summary>A model that is known by name.</summary>
/// <param name="Name">Its name, such as <c>clip-vit-base-patch32</c>.</param>
/// <param name="Repository">The hub's repository with its graphs, as <c>organisation/name</c>.</param>
/// <param name="Family">Its family, such as <c>SigLIP</c>.</param>
/// <param name="Dimension">The length of its embeddings.</param>
/// <param name="Licence">The licence of its weights.</param>
/// <param name="Languages">The languages of its queries.</param>
/// <param name="GoodFor">When to choose it, in one line.</param>
public sealed record CatalogueModel(
    string Name, string Repository, string Family, int Dimension, ModelLicence Licence, string Languages, string GoodFor)
{
    /// <summary>The branch, tag or commit that is downloaded.</summary>
    public string Revision { get; init; } = "main";

    /// <summary>The published size of both graphs in megabytes (10^6 bytes), by variant; without those whose size is not published.</summary>
    public IReadOnlyDictionary<string, int> Megabytes { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Published recall of text-to-image search on the 1,000 test images of Flickr30k; null if none was found.</summary>
    public PublishedRecall? Flickr30k { get; init; }

    /// <summary>The same on the 5,000 validation images of COCO.</summary>
    public PublishedRecall? Coco { get; init; }

    /// <summary>"600 MB", of the float32 graphs, or "" if that is not published.</summary>
    public string ShownSize => Megabytes.TryGetValue("fp32", out var size) ? $"{size} MB" : "";
}

/// <summary>The licence of a model's weights.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Where it can be read; null if that is not known.</param>
/// <param name="ResearchOnly">Whether it restricts what the weights may be used for, so that it must be accepted first.</param>
public sealed record ModelLicence(string Name, string? Url = null, bool ResearchOnly = false);

/// <summary>A published recall, in percent.</summary>
/// <param name="RecallAt1">How often the right image came first.</param>
/// <param name="Source">Who published it.</param>
/// <param name="RecallAt10">How often it was among the first ten, if published.</param>
public sealed record PublishedRecall(double RecallAt1, string Source, double? RecallAt10 = null);

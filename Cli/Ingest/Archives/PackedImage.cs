using System.Text.Json.Nodes;
using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>An image in an archive, with what other members of the archive say about it.</summary>
internal abstract record PackedImage(string Name, string Path, long Length, long Modified) : ImageFile(Name, Path, Length, Modified)
{
    /// <summary>What the members of its key say, read when it is first needed.</summary>
    public Lazy<ImageDetails> Beside { get; init; } = new(ImageDetails.None);

    public override string? ReadCaption() => Beside.Value.Caption;

    /// <summary>Adds the fields of its .json that a table does not set.</summary>
    public override ImageDetails Complete(ImageDetails details)
    {
        if (Beside.Value.Fields is not { } own || details.Fields is not { } given)
        {
            return details with { Fields = details.Fields ?? Beside.Value.Fields };
        }

        var fields = JsonNode.Parse(own)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(given)!.AsObject())
        {
            fields[name] = value?.DeepClone();
        }

        return details with { Fields = fields.ToJsonString() };
    }
}

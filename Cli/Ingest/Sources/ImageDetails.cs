using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>What is known about an image besides its bytes: a caption, and fields as a JSON object.</summary>
internal sealed record ImageDetails(string? Caption, string? Fields)
{
    public static readonly ImageDetails None = new(null, null);

    /// <summary>The first of some captions; if there are several, all of them are a field too.</summary>
    public static ImageDetails Of(IReadOnlyList<string> captions, string? fields) =>
        new(captions is [var first, ..] ? first : null, RowDetails.FieldsJson(captions, fields));

    /// <summary>These details, and from others what is missing here: the caption, and fields of other names.</summary>
    public ImageDetails With(ImageDetails others)
    {
        if (this == None || others == None)
        {
            return this == None ? others : this;
        }

        if (Fields is null || others.Fields is null)
        {
            return new ImageDetails(Caption ?? others.Caption, Fields ?? (Caption is null ? others.Fields : WithoutCaptions(others.Fields)));
        }

        var fields = JsonNode.Parse(Fields)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(others.Fields)!.AsObject())
        {
            // Other captions belong to the caption that is not taken.
            if (Caption is null || name != RowReader.CaptionsField)
            {
                fields.TryAdd(name, value?.DeepClone());
            }
        }

        return new ImageDetails(Caption ?? others.Caption, fields.ToJsonString());
    }

    /// <summary>A digest by which the next run sees whether the details have changed.</summary>
    public ulong Digest()
    {
        if (this == None)
        {
            return 0;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Caption?.Length ?? -1}:{Caption}{Fields}"), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private static string? WithoutCaptions(string? json)
    {
        if (json is null)
        {
            return null;
        }

        var fields = JsonNode.Parse(json)!.AsObject();
        fields.Remove(RowReader.CaptionsField);
        return fields.Count == 0 ? null : fields.ToJsonString();
    }
}

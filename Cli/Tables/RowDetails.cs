using System.Text.Json.Nodes;

namespace Txt2Image.Cli.Tables;

/// <summary>What a row says: which image it is about, its captions, its fields.</summary>
/// <param name="Image">Which image; null if the row does not say.</param>
/// <param name="Captions">Its captions, the first of which is shown.</param>
/// <param name="Fields">Its fields: texts, numbers, true and false.</param>
internal sealed record RowDetails(ImageKey? Image, IReadOnlyList<string> Captions, JsonObject Fields)
{
    /// <summary>The fields as JSON, with all captions if there are several; null if there are none.</summary>
    public string? FieldsJson() => FieldsJson(Captions, Fields.Count == 0 ? null : Fields.ToJsonString());

    /// <summary>Fields as JSON, with all captions if there are several; null if there are none.</summary>
    public static string? FieldsJson(IReadOnlyList<string> captions, string? fields)
    {
        if (RowReader.Listed(captions) is not { } listed)
        {
            return fields;
        }

        var all = fields is null ? [] : JsonNode.Parse(fields)!.AsObject();
        all[RowReader.CaptionsField] = listed;
        return all.ToJsonString();
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tables;

/// <summary>
/// Reads the rows of one table by the roles of their columns. A field is a text, a number, true or false: a list or an object becomes the text of its
/// JSON if it is short, and is left out if it is not. What the server would reject is left out here, so that one long cell costs no image.
/// </summary>
/// <param name="uses">Where the roles are noted.</param>
internal sealed class RowReader(ColumnUses uses)
{
    /// <summary>The field with all captions of an image that has several: the text of a JSON list.</summary>
    public const string CaptionsField = "captions";

    /// <summary>The longest text that the server takes as a field or as a caption, in characters.</summary>
    public const int MostCharacters = 4096;

    /// <summary>The longest JSON of a list or an object that becomes a field, in characters.</summary>
    public const int MostJsonCharacters = 1000;

    /// <summary>The server takes 64 fields of an image; one is kept for its captions.</summary>
    private const int MostFields = 63;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isNamed">Whether its image is known: columns that could name one are fields then.</param>
    /// <exception cref="UsageException">A tag is not a text.</exception>
    public RowDetails Read(TableRow row, bool isNamed = false)
    {
        uses.Rows++;
        var content = new Content(row.Place) { IsNamed = isNamed };
        foreach (var (name, value) in row.Values)
        {
            if (value is not null)
            {
                Add(content, name.Trim(), value);
            }
        }

        var image = TakeFirst(content.Images, content, out var column);
        if (image is { Role: ColumnRole.Url })
        {
            AddField(content, column, JsonValue.Create(image.Text));
        }

        if (image is null && content.Id is { } id)
        {
            (image, column) = (new ImageKey(ColumnRole.Id, id), "id");
        }

        if (image is not null)
        {
            uses.Add(ColumnUses.Image, column);
        }

        return new RowDetails(image, TakeCaptions(content), content.Fields);
    }

    /// <summary>The text of a list of captions for the field <see cref="CaptionsField"/>: as many as fit; null if there is only one.</summary>
    public static string? Listed(IReadOnlyList<string> captions)
    {
        for (var count = captions.Count; count > 1; count--)
        {
            var text = JsonSerializer.Serialize(captions.Take(count), Readable);
            if (text.Length <= MostCharacters)
            {
                return text;
            }
        }

        return null;
    }

    private void Add(Content content, string column, JsonNode value)
    {
        var (role, rank) = ColumnRoles.Of(column);
        switch (role)
        {
            case ColumnRole.Image or ColumnRole.Key or ColumnRole.Url or ColumnRole.Id when content.IsNamed:
                AddField(content, column, value);
                break;
            case ColumnRole.Image or ColumnRole.Key or ColumnRole.Url when NameIn(value) is { Length: > 0 } name:
                content.Images[rank] = (column, new ImageKey(role, name));
                break;
            case ColumnRole.Id when value is JsonValue:
                content.Id = Text(content, column, value);
                break;
            case ColumnRole.Caption when CaptionsIn(value) is { Count: > 0 } captions:
                content.Captions[rank] = (column, captions);
                break;
            case ColumnRole.Tags:
                AddTags(content, column, value);
                break;
            case ColumnRole.CaptionNumber:
                break;
            default:
                AddField(content, column, value);
                break;
        }
    }

    /// <summary>The image that the row names; columns that could have named it too are fields.</summary>
    private ImageKey? TakeFirst(SortedList<int, (string Column, ImageKey Key)> images, Content content, out string column)
    {
        column = "";
        foreach (var (other, key) in images.Values.Skip(1))
        {
            AddField(content, other, JsonValue.Create(key.Text));
        }

        if (images.Count == 0)
        {
            return null;
        }

        (column, var first) = images.Values[0];
        return first;
    }

    private IReadOnlyList<string> TakeCaptions(Content content)
    {
        foreach (var (other, captions) in content.Captions.Values.Skip(1))
        {
            AddField(content, other, JsonValue.Create(captions is [var only] ? only : Listed(captions) ?? captions[0]));
        }

        if (content.Captions.Count == 0)
        {
            return [];
        }

        var (column, taken) = content.Captions.Values[0];
        uses.Add(taken.Count > 1 ? ColumnUses.Captions : ColumnUses.Caption, column);
        return taken;
    }

    private void AddField(Content content, string column, JsonNode value)
    {
        var (field, use) = FieldOf(value);
        if (field is null || column.Length is 0 or > MostCharacters || (content.Fields.Count >= MostFields && !content.Fields.ContainsKey(column)))
        {
            uses.Add(ColumnUses.LeftOut, column);
            return;
        }

        uses.Add(use, column);
        content.Fields[column] = field;
    }

    private static (JsonNode? Field, string Use) FieldOf(JsonNode value)
    {
        if (value is not JsonValue)
        {
            var json = value.ToJsonString(Readable);
            return (json.Length <= MostJsonCharacters ? JsonValue.Create(json) : null, ColumnUses.JsonText);
        }

        if (value.GetValueKind() != JsonValueKind.String)
        {
            return (value.DeepClone(), ColumnUses.Fields);
        }

        var text = value.GetValue<string>();
        return CellText.Date(text) is { } date
            ? (date, ColumnUses.Dates)
            : (text.Length <= MostCharacters ? value.DeepClone() : null, ColumnUses.Fields);
    }

    /// <summary>A field has a single value, so each tag becomes its own field, by which a search can filter.</summary>
    private void AddTags(Content content, string column, JsonNode value)
    {
        var tags = value is JsonArray list
            ? list.OfType<JsonNode>().Select(tag => Text(content, column, tag))
            : Text(content, column, value).Split(';');
        foreach (var tag in tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0))
        {
            if (content.Fields.Count < MostFields)
            {
                content.Fields[$"tag:{tag}"] = true;
            }
        }

        uses.Add(ColumnUses.Tags, column);
    }

    /// <summary>The path of an image; Hugging Face writes it as an object with <c>path</c>.</summary>
    private static string? NameIn(JsonNode value) => value switch
    {
        JsonValue => RowText.Of(value),
        JsonObject picture when picture["path"] is JsonValue path => RowText.Of(path),
        _ => null,
    };

    /// <summary>One caption, a list of captions, or the text of such a list, without those that are empty or repeated.</summary>
    private static List<string> CaptionsIn(JsonNode value) => [.. RowText.All(value).Select(Bounded).Distinct(StringComparer.Ordinal)];

    private static string Bounded(string text) => text.Length <= MostCharacters
        ? text
        : text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];

    private static string Text(Content content, string column, JsonNode value) =>
        value is JsonValue ? RowText.Of(value) : throw new UsageException($"{content.Place}: '{column}' is not a text");

    /// <summary>What has been read of a row.</summary>
    private sealed class Content(string place)
    {
        public string Place { get; } = place;

        public bool IsNamed { get; init; }

        public SortedList<int, (string Column, ImageKey Key)> Images { get; } = [];

        public SortedList<int, (string Column, IReadOnlyList<string> Captions)> Captions { get; } = [];

        public JsonObject Fields { get; } = [];

        public string? Id { get; set; }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Metadata;

/// <summary>A row of metadata, built value by value: which image it is about, and its details.</summary>
internal sealed class RowBuilder(string place)
{
    private static readonly string[] PathColumns = ["path", "name", "file", "file_name", "filename"];
    private readonly JsonObject _fields = [];
    private readonly SortedList<int, (string Column, string Path)> _paths = [];
    private string? _id;
    private string? _caption;

    /// <summary>Adds a value as text: a number, true or false where JSON would read one.</summary>
    public void Add(string column, string text)
    {
        if (text.Length > 0)
        {
            Add(column, IsTextColumn(column) ? JsonValue.Create(text) : Typed(text));
        }
    }

    public void Add(string column, JsonNode? value)
    {
        if (value is null)
        {
            return;
        }

        if (PathRank(column) is >= 0 and var rank)
        {
            _paths[rank] = (column, Text(column, value));
        }
        else if (column.Equals("id", StringComparison.OrdinalIgnoreCase))
        {
            _id = Text(column, value);
        }
        else if (column.Equals("caption", StringComparison.OrdinalIgnoreCase))
        {
            _caption = Text(column, value);
        }
        else if (column.Equals("tags", StringComparison.OrdinalIgnoreCase))
        {
            AddTags(column, value);
        }
        else if (value is JsonValue)
        {
            _fields[column] = value.DeepClone();
        }
        else
        {
            throw Fault($"'{column}' is a list or an object: a field is a text, a number, true or false");
        }
    }

    /// <summary>The row's key, an image's path or else its id, and its details.</summary>
    public (string Key, bool IsId, ImageDetails Details) Build()
    {
        // If there is a 'path', a 'name' is a field like any other.
        foreach (var (column, text) in _paths.Values.Skip(1))
        {
            _fields[column] = text;
        }

        var details = new ImageDetails(_caption, _fields.Count == 0 ? null : _fields.ToJsonString());
        if (_paths.Count > 0)
        {
            return (_paths.Values[0].Path, false, details);
        }

        if (_id is null)
        {
            throw Fault("it names no image: add a 'path' (or 'name' or 'file'), or an 'id'");
        }

        return Guid.TryParse(_id, out var id) ? (id.ToString(), true, details) : throw Fault($"'{_id}' is not the id of an image");
    }

    private static bool IsTextColumn(string column) =>
        PathRank(column) >= 0 || column.ToUpperInvariant() is "ID" or "CAPTION" or "TAGS";

    private static int PathRank(string column) => Array.FindIndex(PathColumns, known => known.Equals(column, StringComparison.OrdinalIgnoreCase));

    /// <summary>A field has a single value, so each tag becomes its own field, by which a search can filter.</summary>
    private void AddTags(string column, JsonNode value)
    {
        var tags = value is JsonArray list ? list.Select(tag => Text(column, tag!)) : Text(column, value).Split(';');
        foreach (var tag in tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0))
        {
            _fields[$"tag:{tag}"] = true;
        }
    }

    private string Text(string column, JsonNode value) => value is JsonValue scalar
        ? scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : scalar.ToJsonString()
        : throw Fault($"'{column}' is not a text");

    private static JsonValue Typed(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonValue value && value.GetValueKind() switch
            {
                JsonValueKind.True or JsonValueKind.False => true,
                JsonValueKind.Number => double.IsFinite(value.GetValue<double>()),
                _ => false,
            }
                ? value
                : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private UsageException Fault(string reason) => new($"{place}: {reason}");
}

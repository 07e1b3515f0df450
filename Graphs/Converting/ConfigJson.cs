using System.Text.Json;

namespace Txt2Image.Graphs.Converting;

/// <summary>A JSON file of a checkpoint, or an object in it. What is absent or null has a default; what has a wrong type is an error.</summary>
internal sealed class ConfigJson
{
    /// <summary>All integers up to here are exact in float32.</summary>
    private const int Most = 1 << 24;

    private readonly string _prefix;
    private readonly JsonElement _root;

    private ConfigJson(string path, string prefix, JsonElement root) => (Path, _prefix, _root) = (path, prefix, root);

    public string Path { get; }

    public string Raw => _root.GetRawText();

    /// <summary>The keys that have a value.</summary>
    public IEnumerable<string> Keys => _root.EnumerateObject().Where(static member => member.Value.ValueKind != JsonValueKind.Null)
        .Select(static member => member.Name);

    public static ConfigJson Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(path, "", document.RootElement.Clone())
                : throw new ConversionException($"{path}: expected a JSON object, found {document.RootElement.ValueKind}.");
        }
        catch (JsonException exception)
        {
            throw new ConversionException($"{path}: the file cannot be read as JSON ({exception.Message}).", exception);
        }
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether a key has a value other than false.</summary>
    public bool IsSet(string key) => Find(key) is { ValueKind: not JsonValueKind.False };

    /// <summary>The object at a key; empty if there is none.</summary>
    public ConfigJson Child(string key) => Find(key) switch
    {
        null => new(Path, $"{_prefix}{key}.", JsonDocument.Parse("{}").RootElement),
        { ValueKind: JsonValueKind.Object } child => new(Path, $"{_prefix}{key}.", child),
        { } other => throw Wrong(key, "an object", other),
    };

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => throw Wrong(key, "a string", other),
    };

    /// <summary>A positive integer. A configuration is hostile input, so each has a bound.</summary>
    public int Count(string key, int? absent = null, int most = Most) => Find(key) switch
    {
        null => absent ?? throw new ConversionException($"{Path}: {_prefix}{key} is missing."),
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) && value > 0 && value <= most => value,
        { } other => throw Wrong(key, $"a positive integer, at most {most}", other),
    };

    public double Number(string key, double absent) => Find(key) switch
    {
        null => absent,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { } other => throw Wrong(key, "a number", other),
    };

    public bool Flag(string key, bool absent) => Find(key) switch
    {
        null => absent,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } flag => flag.GetBoolean(),
        { } other => throw Wrong(key, "true or false", other),
    };

    /// <summary>The error for a value that is not supported.</summary>
    public ConversionException NotSupported(string key, string supported) =>
        new($"{Path}: {_prefix}{key} {Find(key)?.ToString() ?? "(none)"} is not supported; supported: {supported}.");

    public JsonElement? Find(string key) =>
        _root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private ConversionException Wrong(string key, string needed, JsonElement found) =>
        new($"{Path}: {_prefix}{key} must be {needed}, but is {found}.");
}

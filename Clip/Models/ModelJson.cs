using System.Text.Json;

namespace Txt2Image.Clip.Models;

/// <summary>A JSON file of a model folder. A missing value or one of the wrong type throws an error that names the file and the key.</summary>
internal sealed class ModelJson
{
    private readonly JsonElement _root;

    private ModelJson(string path, JsonElement root)
    {
        Path = path;
        _root = root;
    }

    public string Path { get; }

    public static ModelJson Read(string path) =>
        ReadIfThere(path) ?? throw new ModelException($"{path}: the file is missing; the Hugging Face layout of a model folder requires it.");

    public static ModelJson? ReadIfThere(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(path, document.RootElement.Clone())
                : throw new ModelException($"{path}: expected a JSON object, found {Kind(document.RootElement)}.");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: the file cannot be read as JSON ({exception.Message}).", exception);
        }
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The object at a key; empty if the key is absent.</summary>
    public ModelJson Child(string key) => Find(key) switch
    {
        null => new(Path, JsonDocument.Parse("{}").RootElement),
        { ValueKind: JsonValueKind.Object } child => new(Path, child),
        { } other => throw Wrong(key, "an object", other),
    };

    /// <summary>The objects in the list at a key; empty if the key is absent.</summary>
    public IEnumerable<ModelJson> Children(string key) => Find(key) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.Object)
            => list.EnumerateArray().Select(item => new ModelJson(Path, item)),
        { } other => throw Wrong(key, "a list of objects", other),
    };

    /// <summary>Its members, all of them objects.</summary>
    public IEnumerable<(string Name, ModelJson Value)> Members() =>
        _root.EnumerateObject().Select(static member => member.Name).Select(name => (name, Child(name)));

    public bool IsList(string key) => Find(key)?.ValueKind == JsonValueKind.Array;

    public bool IsObject(string key) => Find(key)?.ValueKind == JsonValueKind.Object;

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => throw Wrong(key, "a string", other),
    };

    /// <summary>Which of the words a key has, as its number; the first if the key is absent.</summary>
    public int Choice(string key, params ReadOnlySpan<string> words)
    {
        var word = Text(key) ?? words[0];
        return words.IndexOf(word) is var at and >= 0 ? at : throw Wrong(key, string.Join(" or ", words.ToArray()), word);
    }

    /// <summary>Rejects keys that nothing reads: they are most likely misspelt.</summary>
    public void AllowOnly(params ReadOnlySpan<string> keys)
    {
        foreach (var member in _root.EnumerateObject())
        {
            if (!keys.Contains(member.Name))
            {
                throw new ModelException($"{Path}: unknown key {member.Name}; known: {string.Join(", ", keys.ToArray())}.");
            }
        }
    }

    public bool Flag(string key, bool absent) => Find(key) switch
    {
        null => absent,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } flag => flag.GetBoolean(),
        { } other => throw Wrong(key, "true or false", other),
    };

    /// <summary>A positive integer.</summary>
    public int? Count(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) && value > 0 => value,
        { } other => throw Wrong(key, "a positive integer", other),
    };

    /// <summary>A required integer from 0 on.</summary>
    public int Id(string key) => Find(key) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value >= 0
        ? value
        : throw Wrong(key, "an integer from 0 on", Find(key)?.ToString() ?? "missing");

    public double? Number(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { } other => throw Wrong(key, "a number", other),
    };

    public IReadOnlyList<float>? Numbers(string key, int count) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() == count
            && array.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.Number)
            => [.. array.EnumerateArray().Select(static item => item.GetSingle())],
        { } other => throw Wrong(key, $"a list of {count} numbers", other),
    };

    public ModelException Wrong(string key, string needed, object found) => new($"{Path}: {key} must be {needed}, but is {found}.");

    private static string Kind(JsonElement element) => element.ValueKind.ToString();

    private JsonElement? Find(string key) =>
        _root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

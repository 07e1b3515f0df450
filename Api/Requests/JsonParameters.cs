using System.Text.Json;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Requests;

/// <summary>Parameters from a JSON object. A member that is null counts as missing.</summary>
internal readonly struct JsonParameters : IParameters
{
    private readonly JsonElement _json;

    /// <exception cref="Grains.Abstractions.Txt2ImageException">InvalidRequest: it is not an object, or a member is unknown.</exception>
    public JsonParameters(JsonElement json, string what, params string[] known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong.Invalid($"{what} must be a JSON object with {string.Join(", ", known)}, not {Kind(json)}.");
        }

        foreach (var member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                throw Wrong.Unknown("member", member.Name, known);
            }
        }

        _json = json;
    }

    /// <summary>A member's raw value, or null if it is missing.</summary>
    public JsonElement? Member(string name) =>
        _json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw Wrong.Text(name, Kind(value)),
    };

    public IReadOnlyList<string> Texts(string name) => Member(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.String
            ? one.GetString()!
            : throw Wrong.Text($"An entry of {name}", Kind(one)))],
        _ => [Text(name)!],
    };

    public IReadOnlyList<string> List(string name) => Member(name) is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!.Split(',', StringSplitOptions.TrimEntries)
        : Texts(name);

    public int? Whole(string name, int min, int max)
    {
        if (Member(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            throw Wrong.Whole(name, min, max, Kind(value));
        }

        return value.TryGetInt32(out var number) && number >= min && number <= max ? number : throw Wrong.Whole(name, min, max, value.GetRawText());
    }

    public double? Number(string name, double min, double max)
    {
        if (Member(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            throw Wrong.Number(name, min, max, Kind(value));
        }

        return value.TryGetDouble(out var number) && number >= min && number <= max ? number : throw Wrong.Number(name, min, max, value.GetRawText());
    }

    public bool? Truth(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } value => value.GetBoolean(),
        { } value => throw Wrong.Truth(name, Shown(value)),
    };

    /// <summary>An image's id, or null if it is missing.</summary>
    public Guid? Id(string name) => Member(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out var id) ? id
        : throw Wrong.Id(name, Shown(value));

    public Filter? Filter(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => FilterText.Read(text.GetString()!),
        { } value => FilterJson.Read(value),
    };

    /// <summary>The kind of a JSON value, for a message.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    /// <summary>The JSON of a string, cut if it is long; the kind of any other value.</summary>
    public static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.String ? Wrong.Short(value.GetRawText()) : Kind(value);
}

using System.Globalization;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Requests;

/// <summary>Parameters from a URL's query. Their names are not case-sensitive.</summary>
internal readonly struct QueryParameters(IQueryCollection query) : IParameters
{
    /// <exception cref="Grains.Abstractions.Txt2ImageException">InvalidRequest: a parameter is unknown or repeated.</exception>
    public static void Check(IQueryCollection query, string[] known) => Check(query, known, repeatable: []);

    /// <exception cref="Grains.Abstractions.Txt2ImageException">InvalidRequest: a parameter is unknown, or repeated and must not be.</exception>
    public static void Check(IQueryCollection query, string[] known, string[] repeatable)
    {
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw Wrong.Unknown("parameter", name, known);
            }

            if (values.Count > 1 && !repeatable.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw Wrong.Repeated("parameter", name);
            }
        }
    }

    public string? Text(string name) => query.TryGetValue(name, out var values) ? values[0] : null;

    public IReadOnlyList<string> Texts(string name) =>
        query.TryGetValue(name, out var values) ? [.. values.Select(value => value ?? "")] : [];

    public IReadOnlyList<string> List(string name) => Text(name)?.Split(',', StringSplitOptions.TrimEntries) ?? [];

    public int? Whole(string name, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var read = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        return read && value >= min && value <= max ? value : throw Wrong.Whole(name, min, max, $"'{text}'");
    }

    public bool? Truth(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        { } text => throw Wrong.Truth(name, $"'{text}'"),
    };

    /// <summary>An image's id, or null if it is missing.</summary>
    public Guid? Id(string name) => Text(name) is not { } text ? null : Guid.TryParse(text, out var id) ? id : throw Wrong.Id(name, $"'{text}'");

    public Filter? Filter(string name) => Text(name) is { } text ? FilterText.IsJson(text) ? FilterJson.Read(text) : FilterText.Read(text) : null;

    public double? Number(string name, double min, double max)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var read = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        return read && value >= min && value <= max ? value : throw Wrong.Number(name, min, max, $"'{text}'");
    }
}

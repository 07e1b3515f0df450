using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating.Queries;

/// <summary>
/// Reads which images are relevant: <c>a.jpg</c>, <c>a.jpg|b.jpg</c>, <c>a.jpg:2|b.jpg:1</c>, a JSON list of these or of objects with a name and a
/// grade, or an object whose members are grades (<c>{"a.jpg": 2}</c>). A cell of a table may hold such JSON too.
/// </summary>
/// <param name="place">The file and the line, for messages.</param>
internal sealed class JudgementReader(string place)
{
    private const string Separator = "|";
    private const string Grade = "grade";
    private static readonly string[] ImageMembers = ["id", "name", "path", "file", "image"];

    /// <summary>Reads a value.</summary>
    /// <param name="value">The value of the column.</param>
    /// <param name="grade">The grade that the row gives all its images; null if each may have its own.</param>
    /// <exception cref="UsageException">A grade is not a number of 0 or more, or the value has another form.</exception>
    public IEnumerable<Judgement> Read(JsonNode value, double? grade) => value switch
    {
        JsonArray list => list.OfType<JsonNode>().SelectMany(item => ReadItem(item, grade)),
        JsonObject graded => ReadItem(graded, grade),
        _ => ReadText(RowText.Of(value), grade),
    };

    /// <summary>A number of 0 or more.</summary>
    public double ReadGrade(JsonNode? value, string image) =>
        value is JsonValue && double.TryParse(RowText.Of(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var grade)
            && double.IsFinite(grade) && grade >= 0
            ? grade
            : throw new UsageException($"{place}: the grade of '{image}' must be a number of 0 or more, not '{value?.ToJsonString() ?? "null"}'");

    private IEnumerable<Judgement> ReadText(string text, double? grade)
    {
        if (ParseJson(text) is { } json)
        {
            return Read(json, grade);
        }

        var parts = text.Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Select(part => ReadOne(part, grade));
    }

    private IEnumerable<Judgement> ReadItem(JsonNode item, double? grade)
    {
        if (item is JsonValue)
        {
            return RowText.Of(item).Trim() is { Length: > 0 } text ? [ReadOne(text, grade)] : [];
        }

        if (item is not JsonObject graded)
        {
            throw new UsageException($"{place}: an image must be an id, a name or an object, not {item.ToJsonString()}");
        }

        return ImageMembers.Select(member => graded[member]).FirstOrDefault(IsText) is { } image
            ? [new Judgement(RowText.Of(image), grade ?? (graded.ContainsKey(Grade) ? ReadGrade(graded[Grade], RowText.Of(image)) : 1))]
            : graded.Select(member => new Judgement(member.Key, ReadGrade(member.Value, member.Key)));
    }

    private static bool IsText(JsonNode? value) => value is JsonValue && value.GetValueKind() == JsonValueKind.String;

    /// <summary>"NAME" or "NAME:GRADE"; with a grade for the row, what follows a colon is part of the name.</summary>
    private static Judgement ReadOne(string text, double? grade)
    {
        if (grade is { } given)
        {
            return new Judgement(text, given);
        }

        var colon = text.LastIndexOf(':');
        return colon > 0
            && double.TryParse(text.AsSpan(colon + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var own)
            ? new Judgement(text[..colon], own)
            : new Judgement(text, 1);
    }

    private static JsonNode? ParseJson(string text)
    {
        if (text is not (['[', '"' or '{', ..] or ['{', '"', ..]))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A name may begin so.
            return null;
        }
    }
}

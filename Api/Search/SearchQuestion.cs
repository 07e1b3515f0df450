using System.Globalization;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Search;

/// <summary>A validated search.</summary>
/// <param name="Text">The text as it was sent.</param>
/// <param name="K">How many hits.</param>
/// <param name="Offset">How many hits to skip.</param>
/// <param name="MinScore">The lowest score that a hit may have, or null.</param>
/// <param name="Collection">The collection to search, or null for the default one.</param>
/// <param name="Filter">The filter that hits must satisfy, in canonical form so that equal filters are equal strings; or null.</param>
internal readonly record struct SearchQuestion(string Text, int K, int Offset, double? MinScore, string? Collection, string? Filter)
{
    public const int DefaultK = 10;
    public const int MaxK = StorageLimits.MaxHits;
    public static readonly string[] Names = ["q", "k", "offset", "minScore", "collection", "filter"];

    /// <summary>Reads and validates a search.</summary>
    public static SearchQuestion Read<TParameters>(TParameters parameters)
        where TParameters : struct, IParameters
    {
        var text = parameters.Text("q");
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Wrong.Invalid("q is required: the text to search for, such as q=a+red+bicycle.");
        }

        var question = new SearchQuestion(
            text,
            parameters.Whole("k", 1, MaxK) ?? DefaultK,
            parameters.Whole("offset", 0, MaxK - 1) ?? 0,
            parameters.Number("minScore", -1, 1),
            parameters.Text("collection"),
            parameters.Filter("filter") is { } filter ? FilterJson.Write(filter) : null);
        if (question.K + question.Offset <= MaxK)
        {
            return question;
        }

        throw Wrong.Invalid(string.Create(
            CultureInfo.InvariantCulture, $"k + offset must be at most {MaxK}, not {question.K} + {question.Offset}."));
    }
}

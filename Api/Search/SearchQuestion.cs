using System.Globalization;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Searching;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Search;

/// <summary>What a search asks, checked.</summary>
/// <param name="Text">The question as it was sent.</param>
/// <param name="K">How many hits.</param>
/// <param name="Offset">How many hits to pass over.</param>
/// <param name="MinScore">The lowest cosine a hit may have, or null.</param>
/// <param name="Collection">Where to search, or null for the default collection.</param>
/// <param name="Filter">What hits must satisfy, in the one spelling that makes equal filters equal, or null.</param>
internal readonly record struct SearchQuestion(string Text, int K, int Offset, double? MinScore, string? Collection, string? Filter)
{
    public const int DefaultK = 10;
    public const int MaxK = StorageLimits.MaxHits;
    public static readonly string[] Names = ["q", "k", "offset", "minScore", "collection", "filter"];

    /// <summary>Reads and checks a question.</summary>
    public static SearchQuestion Read<TParameters>(TParameters parameters)
        where TParameters : struct, IParameters
    {
        var text = parameters.Text("q");
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Wrong.Invalid("q is the text to search for, and it is empty: send q=a+red+bicycle.");
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
            CultureInfo.InvariantCulture, $"k + offset is at most {MaxK}, not {question.K} + {question.Offset}."));
    }
}

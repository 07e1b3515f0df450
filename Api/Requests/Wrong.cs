using System.Globalization;
using Txt2Image.Api.Errors;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Api.Requests;

/// <summary>The messages about invalid parameters, in one style.</summary>
internal static class Wrong
{
    public static Txt2ImageException Unknown(string kind, string name, IReadOnlyCollection<string> known) =>
        Invalid($"Unknown {kind} '{Short(name)}': " + (known.Count == 0
            ? "this route accepts none."
            : $"did you mean '{Synonym(name, known) ?? Nearest.To(name, known)}'? Known: {string.Join(", ", known)}."));

    public static Txt2ImageException Repeated(string kind, string name) =>
        Invalid($"The {kind} '{Short(name)}' occurs more than once: send it once.");

    public static Txt2ImageException Whole(string name, int min, int max, string got) =>
        Invalid(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {min} to {max}, not {Short(got)}."));

    public static Txt2ImageException Number(string name, double min, double max, string got) =>
        Invalid(string.Create(CultureInfo.InvariantCulture, $"{name} must be a number from {min} to {max}, not {Short(got)}."));

    public static Txt2ImageException Text(string name, string got) => Invalid($"{name} must be a string, not {Short(got)}.");

    public static Txt2ImageException Truth(string name, string got) => Invalid($"{name} must be true or false, not {Short(got)}.");

    public static Txt2ImageException Id(string name, string got) => Invalid($"{name} must be an image's id (a UUID), not {Short(got)}.");

    public static Txt2ImageException Invalid(string detail) => new(ErrorCode.InvalidRequest, detail);

    /// <summary>What a client sent, cut if it is long.</summary>
    public static string Short(string got) => got.Length > 60 ? string.Concat(got.AsSpan(0, 60), "…") : got;

    /// <summary>Our name for a parameter that other search services call differently.</summary>
    private static string? Synonym(string name, IReadOnlyCollection<string> known)
    {
        var own = name.ToLowerInvariant() switch
        {
            "query" or "text" or "search" or "prompt" => "q",
            "limit" or "top" or "topk" or "top_k" or "n" or "size" or "count" => "k",
            "skip" or "from" or "start" => "offset",
            "threshold" or "score" or "min_score" => "minScore",
            "order" or "orderby" or "order_by" => "sort",
            "mmr" or "diversify" => "diversity",
            "dedup" or "deduplicate" => "collapse",
            "page" or "after" or "next" => "cursor",
            "index" or "name" => "collection",
            _ => null,
        };
        return own is not null && known.Contains(own, StringComparer.Ordinal) ? own : null;
    }
}

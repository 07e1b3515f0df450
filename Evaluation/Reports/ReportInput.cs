using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Evaluation.Reports;

/// <summary>What a report shows.</summary>
public sealed record ReportInput
{
    /// <summary>What was evaluated, and how.</summary>
    public required RunHeader Header { get; init; }

    /// <summary>What it came to.</summary>
    public required RunFigures Figures { get; init; }

    /// <summary>
    /// Thumbnails by the id of their image: of the ids that <see cref="HtmlReport.Thumbnails"/> lists. One that is missing is shown as a box with the
    /// image's name.
    /// </summary>
    public IReadOnlyDictionary<string, Thumbnail> Thumbnails { get; init; } = new Dictionary<string, Thumbnail>(StringComparer.Ordinal);
}

/// <summary>A small picture.</summary>
/// <param name="Bytes">A file of that type.</param>
/// <param name="MediaType"><c>image/webp</c>, <c>image/png</c>, <c>image/jpeg</c>, <c>image/gif</c> or <c>image/avif</c>.</param>
public sealed record Thumbnail(ReadOnlyMemory<byte> Bytes, string MediaType = "image/webp");

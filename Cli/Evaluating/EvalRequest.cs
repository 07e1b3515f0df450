using Txt2Image.Cli.Tables;
using Txt2Image.Client;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating;

/// <summary>What is to be evaluated, and where results go.</summary>
internal sealed record EvalRequest
{
    /// <summary>The collection; null for the server's default one.</summary>
    public string? Collection { get; init; }

    /// <summary>The file of queries; null for the collection's own captions.</summary>
    public string? Queries { get; init; }

    public string? Split { get; init; }

    public required TextDecoding Decoding { get; init; }

    /// <summary>The name of the encoding that was given.</summary>
    public string? Encoding { get; init; }

    public Direction Direction { get; init; }

    /// <summary>The values of K, ascending.</summary>
    public required IReadOnlyList<int> Ks { get; init; }

    /// <summary>The column of the file, or the field of images, by which results are broken down.</summary>
    public string? By { get; init; }

    /// <summary>How many of the worst queries are listed; null for none.</summary>
    public int? Worst { get; init; }

    public int Seed { get; init; }

    public string? Json { get; init; }

    public string? Csv { get; init; }

    public string? Report { get; init; }

    /// <summary>The journal; null to keep none.</summary>
    public string? Journal { get; init; }

    /// <summary>What all searches have in common.</summary>
    public required SearchRequest Search { get; init; }
}

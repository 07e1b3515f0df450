namespace Txt2Image.Evaluation.Runs;

/// <summary>What was evaluated, and how.</summary>
public sealed record RunHeader
{
    /// <summary>The program that searched.</summary>
    public required string Product { get; init; }

    /// <summary>Its version.</summary>
    public required string ProductVersion { get; init; }

    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>The collection's model.</summary>
    public required string Model { get; init; }

    /// <summary>The collection's version when the run began: another one means other images.</summary>
    public required string CollectionVersion { get; init; }

    /// <summary>How many images the collection had.</summary>
    public required long Images { get; init; }

    /// <summary>The name of the file of queries.</summary>
    public required string QueriesFile { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The values of K, each 1 or more.</summary>
    public required IReadOnlyList<int> Ks { get; init; }

    /// <summary>What is searched with what.</summary>
    public Direction Direction { get; init; }

    /// <summary>Everything else that changes results, as names and values to show.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

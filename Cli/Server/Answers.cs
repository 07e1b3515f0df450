using System.Text.Json;
using System.Text.Json.Serialization;

namespace Txt2Image.Cli.Server;

/// <summary>The server's answers, as far as the program reads them; what it does not know it leaves alone.</summary>
internal static class Answers
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}

internal sealed record SearchAnswer
{
    public string Collection { get; init; } = "";

    public string? Model { get; init; }

    public string? Cache { get; init; }

    public bool Truncated { get; init; }

    public IReadOnlyList<string>? UnknownWords { get; init; }

    public IReadOnlyList<Hit> Hits { get; init; } = [];

    public IReadOnlyDictionary<string, double>? Timings { get; init; }
}

internal sealed record Hit
{
    public double Score { get; init; }

    public string? Name { get; init; }

    public string? Caption { get; init; }

    public string? ImageUrl { get; init; }
}

internal sealed record CollectionsAnswer(IReadOnlyList<CollectionAnswer> Collections);

internal sealed record CollectionAnswer
{
    public string Name { get; init; } = "";

    public string? Model { get; init; }

    public string? Fingerprint { get; init; }

    public int Dimension { get; init; }

    public long Images { get; init; }

    public long? Bytes { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string? Version { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Changed { get; init; }
}

internal sealed record UploadAnswer(IReadOnlyList<ImageAnswer> Images);

internal sealed record ImageAnswer(string? Name, string Status, ImageError? Error);

internal sealed record MissingAnswer(IReadOnlyList<Guid>? Missing);

internal sealed record RemovedNamesAnswer(long Removed, long DeletedImages, IReadOnlyList<string>? Unknown);

internal sealed record SourcesAnswer(IReadOnlyList<SourceAnswer>? Sources);

internal sealed record SourceAnswer(string Name, long Points);

internal sealed record ImportAnswer(IReadOnlyList<ImportedPointAnswer> Points, string? Next);

internal sealed record ImportedPointAnswer(string Point, string? Name, string Status, ImageError? Error);

internal sealed record ImageError(string? Code, string? Detail);

internal sealed record Problem(string? Title, string? Detail, string? Code);

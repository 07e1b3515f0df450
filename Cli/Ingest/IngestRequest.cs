using System.Text;
using Txt2Image.Cli.Ingest.Archives;
using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest;

/// <summary>What the command line asks for.</summary>
internal sealed record IngestRequest
{
    public const int DefaultParallel = 4;
    public const int MaxParallel = 32;

    /// <summary>A path, a pattern, an address or a hyphen, as given.</summary>
    public required string Source { get; init; }

    public required string Collection { get; init; }

    public int Parallel { get; init; } = DefaultParallel;

    /// <summary>Decodes the names of an archive's entries.</summary>
    public NameDecoder Names { get; init; } = new();

    /// <summary>Whether the user says how the names of an archive are encoded.</summary>
    public bool HasNamesEncoding { get; init; }

    public NameFilter Filter { get; init; } = NameFilter.All;

    public bool FollowLinks { get; init; }

    /// <summary>The SHA-256 that an archive must have, in hexadecimal digits.</summary>
    public string? Checksum { get; init; }

    /// <summary>The table that the user names; null to use those that lie beside the images.</summary>
    public string? Metadata { get; init; }

    /// <summary>Whether tables that lie beside the images are ignored.</summary>
    public bool IgnoresFoundMetadata { get; init; }

    /// <summary>The encoding of tables and captions without a byte order mark; null to find out.</summary>
    public Encoding? Encoding { get; init; }

    public bool KeepsOriginals { get; init; } = true;

    /// <summary>Where the state is kept; null to keep none.</summary>
    public string? StateFolder { get; init; }

    public bool Verifies { get; init; }

    public bool Syncs { get; init; }

    /// <summary>Whether removals were confirmed in the command line.</summary>
    public bool IsAgreed { get; init; }

    public bool IsForced { get; init; }

    /// <summary>The file that lists failures; null for one in the state folder.</summary>
    public string? Failures { get; init; }

    /// <summary>A list of failures: only its images are sent.</summary>
    public string? RetryFailed { get; init; }

    public bool IsDryRun { get; init; }

    public bool WritesJson { get; init; }
}

using Txt2Image.Cli.Ingesting.Sources;

namespace Txt2Image.Cli.Ingesting;

internal enum OutcomeKind
{
    Added,
    Updated,
    Unchanged,
    Failed,
}

/// <summary>What became of one image.</summary>
internal sealed record Outcome(ImageFile File, OutcomeKind Kind, string? Code = null, string? Reason = null)
{
    private static readonly string[] PassingCodes = ["overloaded", "unavailable", "timeout"];

    /// <summary>Whether the same image may be taken a little later.</summary>
    public bool MayPass => Kind == OutcomeKind.Failed && PassingCodes.Contains(Code, StringComparer.OrdinalIgnoreCase);

    public static Outcome Failed(ImageFile file, string? code, string reason) => new(file, OutcomeKind.Failed, code, reason);
}

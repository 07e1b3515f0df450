using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Ingest.Reporting;

/// <summary>Reports how a run goes: in words for a person, or in JSON for a script.</summary>
internal interface IIngestReport : IAsyncDisposable
{
    /// <summary>Reports what is going to be done; there is no plan if the source cannot be counted.</summary>
    void Start(IngestPlan? plan);

    void File(FileEvent file);

    /// <summary>Something worth knowing that is not a failure of an image.</summary>
    void Note(string text);

    /// <summary>Ends the progress: later lines appear below it.</summary>
    Task SettleAsync();

    /// <summary>How it ended; nothing comes after it.</summary>
    void End(RunSummary summary);
}

/// <summary>What happened to an image, or would.</summary>
/// <param name="Status">added, replaced, updated, unchanged, failed, removed, would-send or would-remove.</param>
internal sealed record FileEvent(string Status, string Name, string? Path = null, long? Bytes = null, string? Code = null, string? Reason = null)
{
    /// <summary>True if its file lacks pixels, and the server accepted it without them.</summary>
    public bool? Truncated { get; init; }
}

/// <summary>The end of a run.</summary>
internal sealed record RunSummary(bool IsFinished, long Others, LeftOut LeftOut, TimeSpan Elapsed, string? Failures, MemberTally Members)
{
    /// <summary>What the columns of tables became.</summary>
    public IReadOnlyList<ColumnUses> Tables { get; init; } = [];
}

namespace Txt2Image.Cli.Ingesting.Reporting;

/// <summary>Tells how a run goes: in words to a person, or in JSON to a script.</summary>
internal interface IIngestReport : IAsyncDisposable
{
    /// <summary>What is about to be done; no plan where the source cannot be counted.</summary>
    void Start(Plan? plan);

    void File(FileEvent file);

    /// <summary>Something worth knowing that is no failure of an image.</summary>
    void Note(string text);

    /// <summary>Ends the progress: what comes after stands below it.</summary>
    Task SettleAsync();

    /// <summary>How it ended; nothing more comes after it.</summary>
    void End(RunSummary summary);
}

/// <summary>What became of an image, or would.</summary>
/// <param name="Status">added, updated, unchanged, failed, removed, would-send or would-remove.</param>
internal sealed record FileEvent(string Status, string Name, string? Path = null, long? Bytes = null, string? Code = null, string? Reason = null);

/// <summary>The end of a run.</summary>
internal sealed record RunSummary(bool IsFinished, long Others, TimeSpan Elapsed, string? Failures);

using Txt2Image.Cli.Ingest.Reporting;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Sync;

/// <summary>After everything was sent: removes the names that earlier runs sent from this source, and that have vanished from it.</summary>
internal sealed class SyncRun(CliEnvironment environment, IngestRequest request, IIngestReport report, RunCounts counts)
{
    private const int Shown = 5;

    /// <summary>Removes them, if that is allowed.</summary>
    /// <returns>False if something that should be removed was not.</returns>
    public async Task<bool> RunAsync(ISource source, SourceLog log, Ledger ledger, NameRemover remover, CancellationToken cancellationToken)
    {
        // What a pattern now excludes, or what is in a folder that is skipped, is still there.
        var gone = ledger.Unseen().Where(name => !source.StillHolds(name.Name)).ToLookup(name => SourcePart.IsNamed(name.Name));
        SentName[] vanished = [.. gone[false]];
        if (SyncPolicy.Refusal(ledger.CountBefore, vanished.Length, log.IsIncomplete, request.IsForced) is { } refusal)
        {
            report.Note($"--sync: {refusal}.");
            return false;
        }

        var known = vanished.Where(name => name.Id is not null).ToArray();
        if (request.IsDryRun || vanished.Length == 0)
        {
            Report("would-remove", known);
            return true;
        }

        ReportUnknown(ledger, [.. vanished.Where(name => name.Id is null)]);
        if (known.Length > 0 && !IsAgreed(known))
        {
            return false;
        }

        await remover.RemoveAsync(known, part => Report("removed", part), cancellationToken);
        ledger.Remove([.. gone[true]], version: null);
        return true;
    }

    private void Report(string status, IReadOnlyList<SentName> names)
    {
        counts.CountRemoved(names.Count);
        foreach (var name in names)
        {
            report.File(new FileEvent(status, name.Name));
        }
    }

    /// <summary>An earlier version of this program was stopped while it sent these, so that it is not known which images they are.</summary>
    private void ReportUnknown(Ledger ledger, SentName[] names)
    {
        if (names.Length > 0)
        {
            report.Note($"--sync: {Amount.Of(names.Length, "name")} ({Some(names)}) not removed: it is not known which images were sent under them.");
            ledger.Remove(names, version: null);
        }
    }

    private static string Some(SentName[] names) =>
        string.Join(", ", names.Take(Shown).Select(name => name.Name)) + (names.Length > Shown ? ", …" : "");

    private bool IsAgreed(SentName[] vanished)
    {
        if (request.IsAgreed)
        {
            return true;
        }

        var some = Some(vanished);
        var question = $"{Amount.Of(vanished.Length, "name")} vanished from the source: {some}. Remove from '{request.Collection}'?";
        if (Confirmation.Ask(environment, question) is { } answer)
        {
            return answer;
        }

        report.Note($"--sync: {Amount.Of(vanished.Length, "name")} vanished from the source ({some}): add --yes to remove them.");
        return false;
    }
}

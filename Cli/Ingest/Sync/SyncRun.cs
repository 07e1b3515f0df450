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
        var gone = ledger.Unseen().Where(name => !source.StillHolds(name)).ToLookup(SourcePart.IsNamed);
        string[] vanished = [.. gone[false]];
        if (SyncPolicy.Refusal(ledger.CountBefore, vanished.Length, log.IsIncomplete, request.IsForced) is { } refusal)
        {
            report.Note($"--sync: {refusal}.");
            return false;
        }

        if (request.IsDryRun || vanished.Length == 0)
        {
            Report("would-remove", vanished);
            return true;
        }

        if (!IsAgreed(vanished))
        {
            return false;
        }

        await remover.RemoveAsync(vanished, part => Report("removed", part), cancellationToken);
        ledger.Remove([.. gone[true]], version: null);
        return true;
    }

    private void Report(string status, IReadOnlyList<string> names)
    {
        counts.CountRemoved(names.Count);
        foreach (var name in names)
        {
            report.File(new FileEvent(status, name));
        }
    }

    private bool IsAgreed(string[] vanished)
    {
        if (request.IsAgreed)
        {
            return true;
        }

        var some = string.Join(", ", vanished.Take(Shown)) + (vanished.Length > Shown ? ", …" : "");
        var question = $"{Amount.Of(vanished.Length, "name")} vanished from the source: {some}. Remove from '{request.Collection}'?";
        if (Confirmation.Ask(environment, question) is { } answer)
        {
            return answer;
        }

        report.Note($"--sync: {Amount.Of(vanished.Length, "name")} vanished from the source ({some}): add --yes to remove them.");
        return false;
    }
}

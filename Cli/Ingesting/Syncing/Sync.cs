using Txt2Image.Cli.Ingesting.Reporting;
using Txt2Image.Cli.Ingesting.Sources;
using Txt2Image.Cli.Ingesting.State;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting.Syncing;

/// <summary>After all was sent: the names that this source sent earlier, and that have vanished from it, are removed.</summary>
internal sealed class Sync(CliEnvironment environment, IngestRequest request, IIngestReport report, RunCounts counts)
{
    private const int Shown = 5;

    /// <summary>Removes them, if they may be.</summary>
    /// <returns>False if there is something to remove that was not.</returns>
    public async Task<bool> RunAsync(ISource source, SourceLog log, Ledger ledger, NameRemover remover, CancellationToken cancellationToken)
    {
        // Also what a pattern now excludes, or what lies in a folder that is passed over, is still there.
        var vanished = ledger.Unseen().Where(name => !source.StillHolds(name)).ToArray();
        if (SyncPolicy.Refusal(ledger.CountBefore, vanished.Length, log.IsIncomplete, request.IsForced) is { } refusal)
        {
            report.Note($"--sync: {refusal}.");
            return false;
        }

        if (request.IsDryRun || vanished.Length == 0)
        {
            Tell("would-remove", vanished);
            return true;
        }

        if (!IsAgreed(vanished))
        {
            return false;
        }

        await remover.RemoveAsync(vanished, part => Tell("removed", part), cancellationToken);
        return true;
    }

    private void Tell(string status, IReadOnlyList<string> names)
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
        var question = $"{Counted.Of(vanished.Length, "name")} vanished from the source: {some}. Remove from '{request.Collection}'?";
        if (Confirmation.Ask(environment, question) is { } answer)
        {
            return answer;
        }

        report.Note($"--sync: {Counted.Of(vanished.Length, "name")} vanished from the source ({some}): say --yes to remove them.");
        return false;
    }
}

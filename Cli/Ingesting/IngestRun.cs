using Txt2Image.Cli.Ingesting.Reporting;
using Txt2Image.Cli.Ingesting.Sources;
using Txt2Image.Cli.Ingesting.State;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

/// <summary>
/// One run of <c>ingest</c>: open the source, count it, prepare the collection, send what is new, tell how it went however it ends.
/// </summary>
internal sealed class IngestRun(CliEnvironment environment, ServerClient client, IngestRequest request)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var inputs = IngestInputs.Read(request, environment.WorkingDirectory);
        // Nothing is downloaded before there is a server to send it to.
        var status = SourceOpener.AddressOf(request.Source) is null ? null : await ServerStatus.ReadAsync(client, cancellationToken);
        using var opened = await OpenedSource.OpenAsync(environment, request, cancellationToken);
        var source = opened.Source;
        if (request.Syncs && !source.IsWhole)
        {
            throw new UsageException("--sync goes with a folder, a pattern or an archive: a file or a list does not tell what has vanished");
        }

        status ??= await ServerStatus.ReadAsync(client, cancellationToken);
        var memory = new SourceMemory(request, client.Address, source);
        var collection = await TargetCollection.FindAsync(client, request.Collection, cancellationToken);
        var ledger = memory.Open(collection, environment);
        try
        {
            var plan = await CountAsync(source, ledger, inputs, cancellationToken);
            if (plan is { Images: 0, Failures: 0 } && !request.Syncs)
            {
                environment.Error.WriteLine($"There are no images in {Printable.Of(request.Source)}: nothing to add.");
                return ExitCode.Success;
            }

            if (collection is null && !request.IsDryRun)
            {
                ledger = memory.Open(await TargetCollection.EnsureAsync(client, request.Collection, cancellationToken), environment);
            }

            IngestNotes.WarnOfDrawingsOnly(environment, status);
            using var failures = new FailureManifest(memory.FailuresPath);
            failures.Begin();
            await using var session = new IngestSession(environment, client, request, source, ledger, failures) { IsNew = collection is null };
            var isDone = await session.RunAsync(plan, inputs, cancellationToken);
            if (isDone && !request.IsDryRun)
            {
                opened.Finish();
            }

            return isDone ? ExitCode.Success : ExitCode.SomeFailed;
        }
        finally
        {
            ledger.Dispose();
        }
    }

    /// <summary>Counts what there is, where that is cheap.</summary>
    private async Task<Plan?> CountAsync(ISource source, Ledger ledger, IngestInputs inputs, CancellationToken cancellationToken)
    {
        if (!source.IsCountable)
        {
            return null;
        }

        await using (new ProgressLine(environment, () => "counting"))
        {
            return await Task.Run(() => Plan.Of(source, ledger, inputs.AskedOf(source), cancellationToken), cancellationToken);
        }
    }
}

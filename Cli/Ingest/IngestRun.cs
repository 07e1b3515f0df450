using Txt2Image.Cli.Images;
using Txt2Image.Cli.Ingest.Archives;
using Txt2Image.Cli.Ingest.Datasets;
using Txt2Image.Cli.Ingest.Following;
using Txt2Image.Cli.Ingest.Reporting;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest;

/// <summary>
/// One run of <c>ingest</c>: opens the source, counts it, prepares the collection, sends what is new, and reports how it went, however it ends.
/// </summary>
internal sealed class IngestRun(CliEnvironment environment, Txt2ImageClient client, IngestRequest request)
{
    /// <summary>Reports on several runs; null for a report of this one.</summary>
    public IIngestReport? Report { get; init; }

    /// <summary>Whether an earlier run of this process has said already what the server's model knows.</summary>
    public bool IsAgain { get; init; }

    /// <summary>Called once the source has been added, while its state is open; null to end there.</summary>
    public Func<AddedSource, CancellationToken, Task>? Follow { get; init; }

    /// <summary>Changes a source before it is added.</summary>
    public Func<ISource, ISource> Prepare { get; init; } = source => source;

    /// <summary>Adds what is new.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var inputs = IngestInputs.Read(request, environment.WorkingDirectory);
        // Nothing is downloaded before there is a server to send it to.
        var status = SourceOpener.AddressOf(request.Source) is null ? null : await DemoModelWarning.ReadAsync(client, cancellationToken);
        using var opened = await OpenedSource.OpenAsync(environment, request, cancellationToken);
        var source = opened.Source;
        if (request.Syncs && !source.IsWhole)
        {
            throw new UsageException("--sync needs a folder, a pattern or an archive: a file or a list does not show what has vanished");
        }

        if (!IsAgain && source is ShardSource shards)
        {
            environment.Error.WriteLine(Printable.Of(shards.Found));
        }

        status ??= await DemoModelWarning.ReadAsync(client, cancellationToken);
        var state = new SourceState(request, client.Address, source);
        var bulk = client.With(RetryPolicy.Bulk);
        var collection = await bulk.FindCollectionAsync(request.Collection, cancellationToken);
        var history = collection is null || request.StateFolder is null ? null : await bulk.FindHistoryAsync(request.Collection, cancellationToken);
        var ledger = state.Open(collection, history, environment);
        try
        {
            if (collection is not null)
            {
                await new JournalUpgrade(environment, bulk, collection, ledger).RunAsync(cancellationToken);
            }

            var plan = Follow is not null ? null : await CountAsync(source, ledger, inputs, cancellationToken);
            if (plan is { Images: 0, Failures: 0 } && ParquetSource.Of(source.Identity, plan.Found.Parquet) is { } pictures)
            {
                (source, plan) = (pictures, null);
                var files = Amount.Of(pictures.Files, "Parquet file");
                environment.Error.WriteLine($"There are no image files in {Printable.Of(request.Source)}. The pictures in {files} are added.");
            }

            if (plan is { Images: 0, Failures: 0 } && !request.Syncs)
            {
                var found = plan.Found.Describe();
                environment.Error.WriteLine($"There are no images in {Printable.Of(request.Source)}: nothing to add. {found}".TrimEnd());
                if (plan.LeftOut is { } leftOut)
                {
                    environment.Error.WriteLine(leftOut);
                }

                return ExitCode.Success;
            }

            if (plan is not null && request is { Metadata: null, IgnoresFoundMetadata: false })
            {
                inputs.Take(plan.Found.Tables, environment.Error.WriteLine);
            }

            if (collection is null && !request.IsDryRun)
            {
                ledger = state.Open(await bulk.EnsureCollectionAsync(request.Collection, cancellationToken), history: null, environment);
            }

            if (!IsAgain)
            {
                DemoModelWarning.Write(environment, status);
            }

            using var failures = new FailureManifest(state.FailuresPath);
            failures.Begin();
            bool isDone;
            var (whole, isNew) = (Prepare(source), collection is null);
            await using (var session = new IngestSession(environment, client, request, inputs, whole, ledger, failures, Report) { IsNew = isNew })
            {
                isDone = await session.RunAsync(plan, cancellationToken);
            }

            if (Follow is not null)
            {
                await Follow(new AddedSource(source, ledger, SendPartAsync), cancellationToken);
            }

            if (isDone && !request.IsDryRun)
            {
                opened.Finish();
            }

            return isDone ? ExitCode.Success : ExitCode.SomeFailed;

            async Task SendPartAsync(ISource part)
            {
                await using var session =
                    new IngestSession(environment, client, request with { Syncs = false }, inputs, part, ledger, failures, Report) { IsPart = true };
                await session.RunAsync(plan: null, cancellationToken);
            }
        }
        finally
        {
            ledger.Dispose();
        }
    }

    /// <summary>Counts the source's images, if that is cheap.</summary>
    private async Task<IngestPlan?> CountAsync(ISource source, Ledger ledger, IngestInputs inputs, CancellationToken cancellationToken)
    {
        if (!source.IsCountable)
        {
            return null;
        }

        await using (new ProgressLine(environment, () => "counting"))
        {
            return await Task.Run(() => IngestPlan.Of(source, ledger, inputs.WantedOf(source), cancellationToken), cancellationToken);
        }
    }
}

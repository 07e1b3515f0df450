using System.CommandLine;
using Txt2Image.Cluster.Harness.Faults;
using Txt2Image.Cluster.Harness.Local;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Processes;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Cluster.Harness;

/// <summary><c>failures</c>: injects every fault, each into a new cluster, and prints one table of the results.</summary>
internal static class FailuresCommand
{
    public static Command Create()
    {
        var isShort = new Option<bool>("--short") { Description = "Use shorter outages and less load; time limits are reported, but do not count." };
        var only = new Option<string[]>("--only")
        {
            Description = "The faults to inject; all if not given.",
            AllowMultipleArgumentsPerToken = true,
            HelpName = "NAME",
        };
        only.AcceptOnlyFromAmong([.. Fault.All.Select(fault => fault.Name)]);
        var command = new Command("failures", "Breaks a cluster in every way it must survive, under load.") { isShort, only };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(only) ?? [], parsed.GetValue(isShort) ? Pace.Short : Pace.Full, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] only, Pace pace, CancellationToken cancellationToken)
    {
        Machine.Print(Console.Out);
        List<Report> reports = [];
        foreach (var fault in Fault.All.Where(fault => only.Length == 0 || only.Contains(fault.Name, StringComparer.Ordinal)))
        {
            await Console.Error.WriteLineAsync($"{fault.Name}...");
            var report = await TryAsync(fault, pace, cancellationToken);
            foreach (var detail in report.Details())
            {
                await Console.Error.WriteLineAsync(detail);
            }

            reports.Add(report);
        }

        var table = new Table(Report.Columns);
        foreach (var report in reports)
        {
            table.Add(report.Row());
        }

        table.Print(Console.Out);
        return reports.TrueForAll(report => report.Holds) ? 0 : 1;
    }

    private static async Task<Report> TryAsync(Fault fault, Pace pace, CancellationToken cancellationToken)
    {
        if (await fault.RefusalAsync() is { } refusal)
        {
            return new Report(fault.Title) { Skipped = refusal };
        }

        var folder = new TemporaryFolder();
        var report = await TryAsync(fault, pace, folder, cancellationToken);
        if (report.Holds)
        {
            folder.Dispose();
        }
        else
        {
            await Console.Error.WriteLineAsync($"The logs are kept in {folder.Path}.");
        }

        return report;
    }

    private static async Task<Report> TryAsync(Fault fault, Pace pace, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var cluster =
                await LocalCluster.StartAsync(fault.Prepare(new ClusterPlan(folder.Path)), Console.Error.WriteLine, cancellationToken);
            return await FaultRun.RunAsync(fault, cluster, pace, cancellationToken);
        }
        catch (Exception exception)
            when (exception is HarnessException or ProgramFailedException or HttpRequestException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var check = new Check($"the fault can be run to the end ({exception.Message})", Holds: false, Counts: true);
            return new Report(fault.Title) { Checks = [check] };
        }
    }
}

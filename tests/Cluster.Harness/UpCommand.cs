using System.CommandLine;
using Txt2Image.Cluster.Harness.Local;
using Txt2Image.Tests.Support;

namespace Txt2Image.Cluster.Harness;

/// <summary><c>up</c>: a cluster to try, until Ctrl-C.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "The folder for all data; if not given, a temporary folder that is deleted at the end.",
            HelpName = "DIR",
        };
        var silos = new Option<int>("--silos") { Description = "The number of silos.", DefaultValueFactory = _ => 2, HelpName = "COUNT" };
        var demo = new Option<bool>("--demo") { Description = "Add the gallery that comes with the program." };
        silos.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 16)
            {
                result.AddError("--silos must be between 1 and 16.");
            }
        });
        var command = new Command("up", "Starts a cluster and shows how to try it; Ctrl-C stops it.") { data, silos, demo };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(data)?.FullName, parsed.GetValue(silos), parsed.GetValue(demo), cancellationToken));
        return command;
    }

    private static async Task RunAsync(string? folder, int silos, bool demo, CancellationToken cancellationToken)
    {
        using var temporary = folder is null ? new TemporaryFolder() : null;
        var plan = new ClusterPlan(folder ?? temporary!.Path) { Silos = silos, Demo = demo };
        try
        {
            await Console.Error.WriteLineAsync("Starting Redis, the vector store, the silos and the Api...");
            await using var cluster = await LocalCluster.StartAsync(plan, Console.Error.WriteLine, cancellationToken);
            Console.WriteLine(Describe(cluster, plan));
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Console.Error.WriteLineAsync("Stopping...");
            await cluster.StopAsync();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C during the start: everything that had started has been stopped.
        }
    }

    private static string Describe(LocalCluster cluster, ClusterPlan plan)
    {
        var url = cluster.Address.GetLeftPart(UriPartial.Authority);
        return $"""

            A cluster is running on this machine.
              Api      {url}
              silos    {string.Join(", ", cluster.Silos.Select(silo => $"{new Uri(silo.Address, "/health/ready")} (process {silo.Process.Pid})"))}
              logs     {plan.Logs}

            Try it, from the root of the repository:
              ./txt2image ingest samples -c tryout --url {url}
              ./txt2image search "a red bicycle" -c tryout --url {url}
            Kill a silo (kill -9 {cluster.Silos[0].Process.Pid}): searches continue, and it is restarted.

            Ctrl-C stops it{(plan.Demo ? "; the gallery is being added to the collection demo" : "")}.

            """;
    }
}

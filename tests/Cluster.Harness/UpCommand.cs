using System.CommandLine;
using Txt2Image.Cluster.Harness.Local;
using Txt2Image.Tests.Support;

namespace Txt2Image.Cluster.Harness;

/// <summary><c>up</c>: a cluster to try, until Ctrl-C.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo?>("--data") { Description = "Where everything is kept; without it, in a temporary folder that goes at the end.", HelpName = "DIR" };
        var silos = new Option<int>("--silos") { Description = "How many silos.", DefaultValueFactory = _ => 2, HelpName = "COUNT" };
        var demo = new Option<bool>("--demo") { Description = "Add the gallery that comes with the program." };
        silos.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 16)
            {
                result.AddError("--silos is between 1 and 16.");
            }
        });
        var command = new Command("up", "Starts a cluster and tells how to try it; Ctrl-C ends it.") { data, silos, demo };
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
            // Ctrl-C during the start: what had started is gone.
        }
    }

    private static string Describe(LocalCluster cluster, ClusterPlan plan)
    {
        var url = cluster.Address.GetLeftPart(UriPartial.Authority);
        return $"""

            A cluster runs on this machine.
              Api      {url}
              silos    {string.Join(", ", cluster.Silos.Select(silo => $"{new Uri(silo.Address, "/health/ready")} (process {silo.Process.Pid})"))}
              logs     {plan.Logs}

            Try it, from the root of the repository:
              ./txt2image ingest samples -c tryout --url {url}
              ./txt2image search "a red bicycle" -c tryout --url {url}
            Kill a silo (kill -9 {cluster.Silos[0].Process.Pid}): searches go on, and it is started again.

            Ctrl-C ends it{(plan.Demo ? "; the gallery is being added to the collection demo" : "")}.

            """;
    }
}

using System.CommandLine;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Cluster.Harness.Interrupted;

/// <summary><c>interrupted</c>: adds a folder while the CLI and the server are killed at random moments, goes on until it is done, and compares what is there with the files.</summary>
internal static class InterruptedCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--folder") { Description = "The pictures, as training/render.py makes them.", Required = true };
        var kills = new Option<int>("--kills") { Description = "How often something is killed.", DefaultValueFactory = _ => 16 };
        var seed = new Option<int>("--seed") { Description = "Decides what is killed, and when.", DefaultValueFactory = _ => 1 };
        folder.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && !Directory.Exists(given))
            {
                result.AddError($"There is no folder {given}.");
            }
        });
        var command = new Command("interrupted", "A large ingest that is killed again and again: kill -9 of the CLI and of the server; then every id and every byte is compared.") { folder, kills, seed };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(folder).FullName, parsed.GetValue(kills), parsed.GetValue(seed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, int kills, int seed, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder();
        await using var ingest = new InterruptedIngest(folder, data.Path, kills, seed);
        await ingest.RunAsync(cancellationToken);
        var found = await Comparison.OfAsync(ingest.Http, InterruptedIngest.Collection, folder, cancellationToken);

        Machine.Print(Console.Out);
        var table = new Table("an ingest that was interrupted", "");
        table.Add("files", $"{found.Files:N0}");
        table.Add("different pictures among them", $"{found.Expected:N0}");
        table.Add("kill -9 of the CLI", $"{ingest.CliKills:N0}");
        table.Add("kill -9 of the server", $"{ingest.ServerKills:N0}");
        table.Add("runs of the CLI until it was done", $"{ingest.Runs:N0}");
        table.Add("minutes", Figure.Number(ingest.Took.TotalMinutes));
        table.Add("pictures in the collection", $"{found.Held:N0}");
        table.Add("missing", $"{found.Missing:N0}");
        table.Add("that no file has", $"{found.Surplus:N0}");
        table.Add("whose bytes are not those of their id", $"{found.Wrong:N0}");
        table.Print(Console.Out);
        return found.IsWhole ? 0 : 1;
    }
}

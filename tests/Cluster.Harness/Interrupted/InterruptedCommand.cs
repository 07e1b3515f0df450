using System.CommandLine;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Cluster.Harness.Interrupted;

/// <summary>
/// <c>interrupted</c>: adds a folder while the CLI and the server are killed at random moments, continues until it is done, and compares the
/// collection with the files.
/// </summary>
internal static class InterruptedCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--folder")
        {
            Description = "The folder of pictures, such as training/render.py draws.",
            Required = true,
        };
        var kills = new Option<int>("--kills") { Description = "How many times something is killed.", DefaultValueFactory = _ => 16 };
        var seed = new Option<int>("--seed") { Description = "The random seed; it decides what is killed, and when.", DefaultValueFactory = _ => 1 };
        folder.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && !Directory.Exists(given))
            {
                result.AddError($"There is no folder {given}.");
            }
        });
        var command = new Command(
            "interrupted",
            "Kills the CLI and the server again and again (kill -9) during a large ingest, then compares every id and every byte.")
        {
            folder, kills, seed,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetRequiredValue(folder).FullName, parsed.GetValue(kills), parsed.GetValue(seed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, int kills, int seed, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder();
        await using var ingest = new InterruptedIngest(folder, data.Path, kills, seed);
        await ingest.RunAsync(cancellationToken);
        var found = await Comparison.OfAsync(ingest.Http, InterruptedIngest.Collection, folder, cancellationToken);

        Machine.Print(Console.Out);
        var table = new Table("interrupted ingest", "");
        table.Add("files", $"{found.Files:N0}");
        table.Add("different pictures among them", $"{found.Expected:N0}");
        table.Add("kill -9 of the CLI", $"{ingest.CliKills:N0}");
        table.Add("kill -9 of the server", $"{ingest.ServerKills:N0}");
        table.Add("runs of the CLI until it was done", $"{ingest.Runs:N0}");
        table.Add("minutes", Figure.Number(ingest.Took.TotalMinutes));
        table.Add("pictures in the collection", $"{found.Held:N0}");
        table.Add("missing", $"{found.Missing:N0}");
        table.Add("that match no file", $"{found.Surplus:N0}");
        table.Add("whose bytes do not match their id", $"{found.Wrong:N0}");
        table.Print(Console.Out);
        return found.IsWhole ? 0 : 1;
    }
}

using System.CommandLine;
using System.Diagnostics;
using Txt2Image.Bench.Product;
using Txt2Image.Bench.Towers;
using Txt2Image.Hosting;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Models;

/// <summary><c>models</c>: models of the published sizes with random weights, from their checkpoint to the first answers.</summary>
internal static class ModelsCommand
{
    // A cold disk, one busy core and the largest model: the start is measured, not judged.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private const string Text = "a red bicycle beside a tree";

    public static Command Create()
    {
        var sizes = new Argument<string[]>("sizes") { Description = "Which sizes (default: b32 and l14).", Arity = ArgumentArity.ZeroOrMore };
        sizes.AcceptOnlyFromAmong([.. ClipSize.All.Select(size => size.Name)]);
        var towers = new Option<bool>("--towers") { Description = "Also compare the towers through the grains with the towers alone; minutes." };
        var keep = new Option<string?>("--keep") { Description = "Keeps the checkpoints and the models in this folder.", HelpName = "FOLDER" };
        var command = new Command("models", "Converts checkpoints with random weights, and measures time and memory until a server answers.")
        {
            sizes, towers, keep,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var named = parsed.GetValue(sizes) is { Length: > 0 } some ? some : ["b32", "l14"];
            return RunAsync(
                [.. ClipSize.All.Where(size => named.Contains(size.Name, StringComparer.Ordinal))],
                parsed.GetValue(towers),
                parsed.GetValue(keep),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ClipSize[] sizes, bool towers, string? keep, CancellationToken cancellationToken)
    {
        Machine.Print(Console.Out);
        using var temporary = new TemporaryFolder();
        var folder = keep ?? temporary.Path;
        var help = await CliProcess.RunAsync("--help");
        var table = new Table(
            "model", "weights MB", "convert s", "convert peak MB", "server ready s", "first text s", "first image s", "peak MB", "anonymous MB");
        foreach (var size in sizes)
        {
            var checkpoint = Path.Combine(folder, size.Name);
            RandomCheckpoint.Write(checkpoint, Folders.Shipped("models/demo"), size);
            var conversion = await CliProcess.RunAsync("models", "convert", checkpoint, "--models", Path.Combine(folder, "models"));
            var weights = new FileInfo(Path.Combine(checkpoint, "model.safetensors")).Length / 1e6;
            string[] cells =
            [
                size.Name, Figure.Number(weights), Figure.Number(conversion.Took.TotalSeconds),
                Figure.Number(conversion.PeakMegabytes - help.PeakMegabytes),
            ];
            table.Add([.. cells, .. await AnswerAsync(Path.Combine(folder, "models", size.Name), cancellationToken)]);
        }

        Console.WriteLine("## From a checkpoint to the first answers\n");
        table.Print(Console.Out);
        Console.WriteLine("The peak of the conversion is that above `--help`. Anonymous memory is what a process has besides mapped files.\n");
        foreach (var size in towers ? sizes : [])
        {
            Environment.SetEnvironmentVariable("TXT2IMAGE__MODEL__FOLDER", Path.Combine(folder, "models", size.Name));
            await TowerBench.RunAsync(Console.Out);
        }

        return 0;
    }

    /// <summary>Starts a server with the model, and embeds a text and an image.</summary>
    private static async Task<string[]> AnswerAsync(string model, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder();
        var started = Stopwatch.GetTimestamp();
        await using var server = await Child.StartAsync(
            Patience,
            "Txt2Image.Api.dll",
            "/health/ready",
            $"--Txt2Image:DataDirectory={data.Path}",
            $"--Txt2Image:Model={model}",
            "--Txt2Image:Demo:Enabled=false");
        var ready = Stopwatch.GetElapsedTime(started);
        await EmbedAsync(server, Text, cancellationToken);
        var text = Stopwatch.GetElapsedTime(started);
        await EmbedAsync(server, $"data:image/png;base64,{Convert.ToBase64String(Png.Of(1, 64, 64))}", cancellationToken);
        var image = Stopwatch.GetElapsedTime(started);
        return
        [
            Figure.Number(ready.TotalSeconds), Figure.Number(text.TotalSeconds), Figure.Number(image.TotalSeconds),
            Figure.Number(await CliProcess.PeakOfAsync(server.Pid)), Figure.Number(await CliProcess.AnonymousOfAsync(server.Pid)),
        ];
    }

    private static async Task EmbedAsync(Child server, string input, CancellationToken cancellationToken)
    {
        using var answer = await server.Http.PostAsJsonAsync(new Uri("/v1/embeddings", UriKind.Relative), new { input }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}

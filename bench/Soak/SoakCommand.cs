using System.CommandLine;
using System.Diagnostics;
using Txt2Image.Bench.Product;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Soak;

/// <summary><c>soak</c>: an ordinary day's load for some minutes, and how the server's memory changes under it.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        var minutes = new Option<int>("--minutes") { Description = "How long the load lasts.", DefaultValueFactory = _ => 10 };
        var searches = new Option<int>("--searches") { Description = "Searches per second.", DefaultValueFactory = _ => 125 };
        var uploads = new Option<int>("--uploads") { Description = "Uploads per second, and as many deletes.", DefaultValueFactory = _ => 14 };
        var k = new Option<int>("--k") { Description = "How many images each search asks for.", DefaultValueFactory = _ => 10 };
        var command = new Command("soak", "Searches, adds and deletes at a steady pace, and prints the server's memory every minute.")
        {
            minutes, searches, uploads, k,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            TimeSpan.FromMinutes(parsed.GetValue(minutes)),
            new SoakPace(parsed.GetValue(searches), parsed.GetValue(uploads), parsed.GetValue(k)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan duration, SoakPace pace, CancellationToken cancellationToken)
    {
        Machine.Print(Console.Out);
        using var data = new TemporaryFolder();
        var admin = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var server = await Child.StartAsync(
            "Txt2Image.Api.dll",
            "/health/ready",
            $"--Txt2Image:DataDirectory={data.Path}",
            "--Txt2Image:Demo:Enabled=false",
            $"--Txt2Image:Admin:Url={admin}");
        using var memory = new ServerMemory(server.Pid, admin);
        var load = new SoakLoad(server.Client, pace);
        await load.FillAsync(cancellationToken);

        Console.WriteLine($"## {pace.Searches} searches, {pace.Uploads} uploads and as many deletes a second over {SoakLoad.Images} images\n");
        Console.WriteLine($"| minute | {string.Join(" | ", MemorySample.Columns)} | searches | failed | p50 ms | p99 ms | uploads |");
        Console.WriteLine($"| --- | {string.Join(" | ", MemorySample.Columns.Select(_ => "---"))} | --- | --- | --- | --- | --- |");
        await PrintAsync(0, memory, load.TakeMinute());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = load.RunAsync(ending.Token);
        var started = Stopwatch.GetTimestamp();
        for (var minute = 1; minute <= duration.TotalMinutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(minute) - Stopwatch.GetElapsedTime(started), cancellationToken);
            await PrintAsync(minute, memory, load.TakeMinute());
        }

        await ending.CancelAsync();
        await running;
        return 0;
    }

    private static async Task PrintAsync(int minute, ServerMemory memory, SoakMinute load)
    {
        var sample = await memory.TakeAsync();
        string[] cells =
        [
            $"{minute}",
            .. sample.Cells,
            $"{load.Milliseconds.Length:N0}",
            $"{load.Failed}",
            Figure.Number(load.Percentile(.5)),
            Figure.Number(load.Percentile(.99)),
            $"{load.Uploads:N0}",
        ];
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
    }
}

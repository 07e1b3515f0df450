using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Txt2Image.Bench.Product;

namespace Txt2Image.Bench.Requests.Load;

/// <summary>The process that sends the requests; it prints the responses per second.</summary>
internal static class LoadClient
{
    public const string Name = "load";

    /// <summary>The warm-up time of a new process; not counted.</summary>
    private static readonly TimeSpan RunUp = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var url = UrlOption.Create("The server.");
        var list = new Option<FileInfo>("--list") { Required = true };
        var seconds = new Option<int>("--seconds") { Required = true };
        var command = new Command(Name) { url, list, seconds };
        command.Hidden = true;
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(url)!, parsed.GetRequiredValue(list), parsed.GetRequiredValue(seconds)));
        return command;
    }

    private static async Task RunAsync(Uri server, FileInfo list, int seconds)
    {
        var requests = (await File.ReadAllLinesAsync(list.FullName))
            .Select(path => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n"))
            .ToArray();
        var begins = Stopwatch.GetTimestamp() + (long)(RunUp.TotalSeconds * Stopwatch.Frequency);
        var ends = begins + seconds * Stopwatch.Frequency;
        var counts = await Task.WhenAll(Enumerable.Range(0, ILoad.Connections).Select(_ => Task.Run(() => AskAsync(server, requests, begins, ends))));
        Console.WriteLine($"{counts.Sum() / (double)seconds:F1}");
    }

    private static async Task<long> AskAsync(Uri server, byte[][] requests, long begins, long ends)
    {
        using var connection = await Connection.OpenAsync(server);
        var counted = 0L;
        for (var next = Random.Shared.Next(requests.Length); ; next = (next + 1) % requests.Length)
        {
            await connection.AskAsync(requests[next]);
            var now = Stopwatch.GetTimestamp();
            if (now > ends)
            {
                return counted;
            }

            if (now >= begins)
            {
                counted++;
            }
        }
    }
}

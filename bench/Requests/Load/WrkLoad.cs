using System.Globalization;
using System.Text.RegularExpressions;
using Txt2Image.Bench.Product;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Bench.Requests.Load;

/// <summary>wrk, by Will Glozer.</summary>
internal sealed partial class WrkLoad(string wrk) : ILoad
{
    private const int Threads = 2;

    public string Name => $"wrk, {Threads} threads";

    public async Task<double> RunAsync(Uri server, string list, TimeSpan duration)
    {
        string[] arguments =
        [
            $"-t{Threads}", $"-c{ILoad.Connections}", $"-d{duration.TotalSeconds:F0}s", "-s",
            Path.Combine(AppContext.BaseDirectory, "Requests/Load/questions.lua"),
            server.ToString(),
        ];
        var output = await ProgramRun.OutputOfAsync(new ProgramStart(wrk, arguments)
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["QUESTIONS"] = list },
        });
        if (Faults().IsMatch(output))
        {
            throw new BenchException($"Some requests failed:\n{output}");
        }

        return double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();

    [GeneratedRegex("Non-2xx|Socket errors", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Faults();
}

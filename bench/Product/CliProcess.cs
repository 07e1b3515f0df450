using System.Diagnostics;
using System.Globalization;

namespace Txt2Image.Bench.Product;

/// <summary>Runs the command line to its end, and measures it.</summary>
/// <param name="Took">How long it took.</param>
/// <param name="PeakMegabytes">The most memory that it had at once, as last sampled, in 2^20 bytes.</param>
internal sealed record CliProcess(TimeSpan Took, double PeakMegabytes)
{
    private const string Assembly = "txt2image.dll";

    /// <exception cref="BenchException">It failed.</exception>
    public static async Task<CliProcess> RunAsync(params string[] arguments)
    {
        string[] all = [Path.Combine(AppContext.BaseDirectory, Assembly), .. arguments];
        var start = new ProcessStartInfo("dotnet", all) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

        // The same way as ./txt2image starts it.
        start.Environment["DOTNET_GCgen0size"] = "200000";
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0.0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, await PeakOfAsync(process.Id));
            await Task.Delay(5);
        }

        var took = Stopwatch.GetElapsedTime(began);
        var said = await output;
        return process.ExitCode == 0 ? new(took, peak) : throw new BenchException($"The CLI exited with code {process.ExitCode}: {said[1]}");
    }

    /// <summary>The most memory that a process had at once, in 2^20 bytes; 0 if it has ended. Linux only.</summary>
    public static Task<double> PeakOfAsync(int pid) => StatusAsync(pid, "VmHWM:");

    /// <summary>The memory that a process has now, in 2^20 bytes; 0 if it has ended. Linux only.</summary>
    public static Task<double> ResidentOfAsync(int pid) => StatusAsync(pid, "VmRSS:");

    /// <summary>The memory that a process has now, without pages of files that it has mapped, in 2^20 bytes; 0 if it has ended. Linux only.</summary>
    public static Task<double> AnonymousOfAsync(int pid) => StatusAsync(pid, "RssAnon:");

    private static async Task<double> StatusAsync(int pid, string name)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync($"/proc/{pid}/status");
            var line = lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null
                ? 0
                : double.Parse(line.Split(' ', '\t', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}

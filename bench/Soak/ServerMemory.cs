using System.Globalization;
using Txt2Image.Bench.Product;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Soak;

/// <summary>The parts of a server's memory, in MB.</summary>
/// <param name="Resident">What the system counts for the process.</param>
/// <param name="Committed">What the collector has reserved for managed objects.</param>
/// <param name="Live">Managed objects after the last collection.</param>
/// <param name="Answers">The estimated size of kept answers.</param>
/// <param name="QueryGrains">The number of query grains in memory.</param>
internal sealed record MemorySample(double Resident, double Committed, double Live, double Answers, double QueryGrains)
{
    public static readonly string[] Columns = ["resident MB", "GC committed MB", "GC live MB", "answers MB", "grains"];

    public IEnumerable<string> Cells =>
        [.. new[] { Resident, Committed, Live, Answers }.Select(Figure.Number), QueryGrains.ToString("N0", CultureInfo.InvariantCulture)];
}

/// <summary>Reads a server's memory from the system and from its metrics.</summary>
internal sealed class ServerMemory(int pid, Uri admin) : IDisposable
{
    private const double Megabyte = 1 << 20;

    private readonly HttpClient _http = new() { BaseAddress = admin };

    public async Task<MemorySample> TakeAsync()
    {
        var metrics = (await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n');
        return new MemorySample(
            await ResidentAsync(),
            Sum(metrics, "dotnet_gc_last_collection_memory_committed_size") / Megabyte,
            Sum(metrics, "dotnet_gc_last_collection_heap_size") / Megabyte,
            Sum(metrics, "txt2image_answers_memory") / Megabyte,
            Sum(metrics, "orleans_catalog_activations", "\"query\""));
    }

    public void Dispose() => _http.Dispose();

    private async Task<double> ResidentAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new BenchException("A process's memory is read from /proc, which only Linux has.");
        }

        var lines = await File.ReadAllLinesAsync($"/proc/{pid}/status");
        var line = lines.First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>The sum of a metric's values, over all its labels that contain a text.</summary>
    private static double Sum(string[] metrics, string name, string label = "") => metrics
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
}

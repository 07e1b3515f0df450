using System.Globalization;
using System.Runtime.InteropServices;

namespace Txt2Image.Tests.Support.Reporting;

/// <summary>Describes the machine on which figures were measured: without it they mean nothing.</summary>
public static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string LoadAverage = "/proc/loadavg";
    private const string MemoryInfo = "/proc/meminfo";

    /// <summary>Writes what is known about it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="more">What else affects the figures: a name and a value each.</param>
    public static void Print(TextWriter output, params IReadOnlyList<(string Name, string Value)> more)
    {
        var table = new Table("Machine", "");
        table.Add(
            "processor", $"{Value(CpuInfo, "model name") ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores");
        table.Add("memory", $"{Figure.Number(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30))} GiB");
        table.Add("system", RuntimeInformation.OSDescription);
        table.Add(".NET", $"{RuntimeInformation.FrameworkDescription}, {(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} GC");
        foreach (var (name, value) in more)
        {
            table.Add(name, value);
        }

        if (File.Exists(LoadAverage))
        {
            table.Add("load before", $"{File.ReadAllText(LoadAverage).Split(' ')[0]} (0 on a quiet machine)");
        }

        table.Print(output);
    }

    /// <summary>The bytes that a new process can use without pushing others out of memory, if the system reports them.</summary>
    public static long FreeMemory()
    {
        var kilobytes = Value(MemoryInfo, "MemAvailable")?.Split(' ')[0];
        return long.TryParse(kilobytes, CultureInfo.InvariantCulture, out var known)
            ? known << 10 : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
    }

    private static string? Value(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}

using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Bench.Scans;

/// <summary>The machine code that this machine's scans use, for the table of the machine.</summary>
internal static class Kernels
{
    public static (string Name, string Value) Row => ("scan kernels", $"float {FloatKernel.Path}, codes {CodeKernel.Path}");
}

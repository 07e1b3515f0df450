using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Bench.Scans;

/// <summary>Names the instruction sets that scans use on this machine, for the table that describes it.</summary>
internal static class Kernels
{
    public static (string Name, string Value) Row => ("scan kernels", $"float {FloatKernel.Path}, codes {CodeKernel.Path}");
}

using System.Runtime.Intrinsics.X86;
using Txt2Image.Storage.Tests.Support;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>Runs the exactness tests as on other machines, by disabling instruction sets in the runtime.</summary>
public sealed class HardwareTests
{
    [Fact]
    public Task ExactSearch_NoHardwareIntrinsics_Holds() => RunAsync("DOTNET_EnableHWIntrinsic", "vector128/vector128");

    [Fact]
    public Task ExactSearch_NoAvx2_Holds()
    {
        Assert.SkipUnless(Avx2.IsSupported, "this machine has no AVX2 to disable");
        return RunAsync("DOTNET_EnableAVX2", "vector128/vector128");
    }

    [Fact]
    public Task ExactSearch_Avx2Only_Holds()
    {
        Assert.SkipUnless(Avx512F.IsSupported && AvxVnni.IsSupported, "this machine has no AVX-512 or AVX-VNNI to disable");
        return RunAsync("DOTNET_EnableAVX512 DOTNET_EnableAVXVNNI", "vector256/avx2");
    }

    private static async Task RunAsync(string switchedOff, string kernels)
    {
        var environment = switchedOff.Split(' ').ToDictionary(name => name, _ => "0", StringComparer.Ordinal);
        environment[Child.Kernels] = kernels;
        var exact = typeof(ExactSearchTests).FullName!;
        using var child = Child.Start(
            environment, "--filter-class", exact, "--filter-class", typeof(KernelTests).FullName!,
            "--filter-class", typeof(ScanQueueTests).FullName!, "--filter-class", typeof(PartialSearchTests).FullName!,
            "--minimum-expected-tests", "100", "--progress", "off");
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(child.ExitCode == 0, output);
        Assert.Contains("failed: 0", output, StringComparison.Ordinal);
    }
}

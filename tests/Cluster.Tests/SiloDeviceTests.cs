using Txt2Image.Cluster.Harness.Processes;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Cluster.Tests;

/// <summary>The silo as built, with ONNX Runtime's native libraries for CUDA. All other tests here show that it runs on CPUs.</summary>
public sealed class SiloDeviceTests
{
    private const string DriverOfLinux = "/dev/nvidiactl";

    [Fact]
    public async Task Start_GpuWithoutItsLibraries_IsRefusedWithWhatToInstall()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess && !File.Exists(DriverOfLinux), "This machine may have a GPU.");
        var (exitCode, _, error) = await RunAsync("--Txt2Image:Devices:0=cuda:0");

        Assert.Equal(2, exitCode);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("txt2image: The device cuda:0 is not available to this process: ", line, StringComparison.Ordinal);
        Assert.Matches(@"lib\w+\.so[\d.]* is missing; it is part of (the NVIDIA driver|CUDA 13|cuDNN 9)\.", line);
        Assert.Contains(
            "A GPU needs an NVIDIA driver for CUDA 13, CUDA 13 and cuDNN 9. Install what is missing, or set the device to cpu.", line,
            StringComparison.Ordinal);
    }

    /// <summary>Starts a silo that is expected to exit by itself.</summary>
    private static async Task<ProgramRun> RunAsync(string setting)
    {
        using var folder = new TemporaryFolder();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var silo = BuiltPrograms.Start(
            BuiltPrograms.Silo,
            "--Txt2Image:Cluster:Redis=127.0.0.1:1",
            "--Txt2Image:Vectors:Kind=Qdrant",
            "--Txt2Image:Vectors:Qdrant:Url=http://127.0.0.1:1",
            "--Txt2Image:Images:Shared=true",
            $"--Txt2Image:DataDirectory={folder.Path}",
            "--urls",
            "http://127.0.0.1:0",
            setting);
        return await ProgramRun.RunAsync(silo, patience.Token);
    }
}

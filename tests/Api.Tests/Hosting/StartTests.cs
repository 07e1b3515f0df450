using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Hosting;

public sealed class StartTests(SharedServer shared) : IDisposable
{
    private readonly TemporaryFolder _data = new();

    private string Data => $"--Txt2Image:DataDirectory={_data.Path}";

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Start_HelpOption_PrintsHelpAndStartsNoServer(string argument)
    {
        var (exitCode, output, error) = await ApiProcess.RunAsync([argument]);

        Assert.Equal(0, exitCode);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.Contains("--urls", output, StringComparison.Ordinal);
        Assert.Contains("TXT2IMAGE__", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Fact]
    public void Bodies_OfEveryRequest_HaveALeastSpeed()
    {
        var limits = shared.Server.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.InRange(limits.MinRequestBodyDataRate!.BytesPerSecond, 1024, 16 * 1024);
    }

    [Fact]
    public async Task Port_Taken_IsOneLineWithTheRemedy()
    {
        var (exitCode, output, error) = await ApiProcess.RunAsync([$"--urls={shared.Server.Address}", Data]);

        Assert.Equal(1, exitCode);
        var line = Assert.Single(Lines(error));
        Assert.Contains("is already in use", line, StringComparison.Ordinal);
        Assert.Contains(shared.Server.Address.Authority, line, StringComparison.Ordinal);
        Assert.Contains("--urls http://localhost:8081", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataDirectory_OfARunningServer_IsOneLine()
    {
        var (exitCode, output, error) =
            await ApiProcess.RunAsync(["--urls=http://127.0.0.1:0", $"--Txt2Image:DataDirectory={shared.Server.DataDirectory}"]);

        Assert.Equal(1, exitCode);
        Assert.Contains(shared.Server.DataDirectory, Assert.Single(Lines(error)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_Faults_AreToldAllAtOnce()
    {
        var (exitCode, output, error) = await ApiProcess.RunAsync(
            ["--urls=http://0.0.0.0:0", Data, "--Txt2Image:DefaultCollection=Not A Name"],
            ("TXT2IMAGE__ENCODING__MAXBATCH", "0"));

        Assert.Equal(2, exitCode);
        Assert.Contains("can be reached from other machines", error, StringComparison.Ordinal);
        Assert.Contains("DefaultCollection", error, StringComparison.Ordinal);
        Assert.Contains("MaxBatch", error, StringComparison.Ordinal);
        Assert.Equal(3, Lines(error).Count);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Txt2Image:Model=/no/such/model", "/no/such/model")]
    [InlineData("--Txt2Image:Encoding:MaxBatch=many", "MaxBatch")]
    [InlineData("--urls=localhost", "localhost")]
    [InlineData("--Txt2Image:Security:ApiKeys:0=short", "ApiKeys:0")]
    public async Task Setting_ThatCannotWork_IsOneLine(string setting, string named)
    {
        var (exitCode, output, error) = await ApiProcess.RunAsync([Data, setting, "--urls=http://127.0.0.1:0", setting]);

        Assert.Equal(2, exitCode);
        Assert.Contains(named, Assert.Single(Lines(error)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}

using Txt2Image.Cli.Terminal;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Models;

public sealed class ExportTritonCommandTests : IDisposable
{
    private static readonly string Demo = Path.Combine(Repository.Root, "models", "demo");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ExportTriton_OfAModel_WritesARepositoryAndSaysHowToUseIt()
    {
        await RunAsync("pull", Demo);

        var run = await RunAsync("export-triton", "demo", _folder["triton"], "--variant", "fp32");

        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Code == ExitCode.Success ? "" : run.Error));
        Assert.Contains($"--model-repository={_folder["triton"]}", run.Out, StringComparison.Ordinal);
        var towers = Directory.GetDirectories(_folder["triton"]);
        Assert.Equal(2, towers.Length);
        Assert.All(towers, tower => Assert.True(File.Exists(Path.Combine(tower, "config.pbtxt"))));
    }

    [Fact]
    public async Task ExportTriton_WithoutTheServersProgram_SaysWhatToRun()
    {
        await RunAsync("pull", Demo);

        var alone = await CliRun.StartAsync(
            ["models", "export-triton", "demo", _folder["triton"], "--models", _folder["models"]],
            environment => environment with { ProgramFolder = _folder.Path },
            TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.SomeFailed, alone.Code);
        Assert.Contains(
            $"run: Txt2Image.Api --Txt2Image:Model={_folder["models", "demo"]} --export-triton {_folder["triton"]}\n", alone.Error,
            StringComparison.Ordinal);
    }

    private Task<CliRun> RunAsync(params string[] args) =>
        CliRun.StartAsync(["models", .. args, "--models", _folder["models"]], cancellationToken: TestContext.Current.CancellationToken);
}

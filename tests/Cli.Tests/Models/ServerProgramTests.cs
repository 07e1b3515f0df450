using Txt2Image.Cli.Models.Serving;

namespace Txt2Image.Cli.Tests.Models;

public sealed class ServerProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_BesideThisProgram_IsItsAssembly()
    {
        File.WriteAllText(_folder["Txt2Image.Api.dll"], "");

        var found = ServerProgram.Find(_folder.Path)!;

        Assert.Equal(("dotnet", _folder["Txt2Image.Api.dll"]), (found.File, Assert.Single(found.Arguments)));
    }

    [Fact]
    public void Find_InTheRepository_BuildsAndRunsIt()
    {
        foreach (var project in new[] { "Api", "Cli" })
        {
            Directory.CreateDirectory(_folder[project]);
            File.WriteAllText(_folder[project, $"{project}.csproj"], "");
        }

        var found = ServerProgram.Find(Directory.CreateDirectory(_folder["Cli", "bin", "Release", "net10.0"]).FullName)!;

        Assert.Equal(["run", "-c", "Release", "--project", _folder["Api", "Api.csproj"], "--"], found.Arguments);
        Assert.Null(ServerProgram.Find(Path.GetTempPath()));
    }
}

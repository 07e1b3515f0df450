using Txt2Image.Api.Tests.Support;
using Txt2Image.Tests.Support.Npm;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Api.Tests.Reference;

/// <summary>What other programs make of the API: a client that is generated from the document, and one that is written by hand.</summary>
public sealed class GeneratedClientTests(SharedServer shared)
{
    private static readonly string Clients = Path.Combine(Repository.Root, "tests", "Api.Tests", "Reference", "Clients");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TypeScript_GeneratedFromTheDocument_CompilesAProgramThatUsesEveryOperation()
    {
        var modules = await NpmPackages.InstalledAsync(
            "THE GENERATED CLIENT IS NOT TESTED", "openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3");
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(folder["node_modules"], modules);
        await File.WriteAllTextAsync(folder["openapi.json"], await shared.Client.GetStringAsync("/openapi/v1.json", Token), Token);
        File.Copy(Path.Combine(Clients, "every-operation.ts"), folder["every-operation.ts"]);

        Task<ProgramRun> Run(string script, params string[] arguments) =>
            ProgramRun.RunAsync(new ProgramStart("node", [Path.Combine(modules, script), .. arguments]) { Folder = folder.Path }, Token);
        var generated = await Run("openapi-typescript/bin/cli.js", "openapi.json", "-o", "api.d.ts");
        Assert.True(generated.ExitCode == 0, generated.Output + generated.Error);
        var compiled = await Run(
            "typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext",
            "--lib", "es2022,dom", "every-operation.ts");
        Assert.True(compiled.ExitCode == 0, compiled.Output + compiled.Error);
    }

    [Fact]
    public async Task TypeScript_Program_UsesEveryOperation()
    {
        var program = await File.ReadAllTextAsync(Path.Combine(Clients, "every-operation.ts"), Token);
        var document = await shared.Client.GetJsonAsync("/openapi/v1.json");

        var calls = from path in document.GetProperty("paths").EnumerateObject()
                    from operation in path.Value.EnumerateObject()
                    select $"client.{operation.Name.ToUpperInvariant()}(\"{path.Name}\"";
        Assert.All(calls, call => Assert.Contains(call, program, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Python_WithNothingButRequests_UsesTheApi()
    {
        var python = ProgramStart.OnPath("python3");
        Skip.When(python is null, "THE PYTHON SNIPPET IS NOT TESTED: there is no python3.");
        var there = await ProgramRun.RunAsync(new ProgramStart(python, "-c", "import requests"), Token);
        Skip.When(there.ExitCode != 0, "THE PYTHON SNIPPET IS NOT TESTED: python3 has no package requests.");
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["picture.png"], Png.Of(4711, 320, 240), Token);

        var run = await ProgramRun.RunAsync(
            new ProgramStart(
                python, Path.Combine(Clients, "snippet.py"), shared.Client.BaseAddress!.AbsoluteUri.TrimEnd('/'), folder["picture.png"]), Token);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("done", run.Output.Trim());
    }
}

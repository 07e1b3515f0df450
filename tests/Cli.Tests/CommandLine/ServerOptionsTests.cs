using Microsoft.AspNetCore.Http;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.CommandLine;

public sealed class ServerOptionsTests
{
    [Fact]
    public async Task Url_FromTheEnvironment_IsUsedUnlessTheOptionIsGiven()
    {
        await using var server = await FakeServer.StartAsync();

        var variable = await CliRun.StartAsync(["collections"], e => e with { Variable = n => n == "TXT2IMAGE_URL" ? server.Url : null });
        var option = await CliRun.StartAsync(["collections", "--url", server.Url], e => e with { Variable = _ => "http://127.0.0.1:9" });

        Assert.Equal(0, variable.Code);
        Assert.Equal(0, option.Code);
    }

    [Fact]
    public async Task Key_FromEnvironmentOrOption_GoesAsBearer()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnSearch = _ => Results.Json(new { collection = "demo", hits = Array.Empty<object>() });

        await CliRun.StartAsync(["search", "x", "--url", server.Url], e => e with { Variable = n => n == "TXT2IMAGE_API_KEY" ? "one" : null });
        await CliRun.WithAsync(server, "search", "x", "--api-key", "two");
        await CliRun.WithAsync(server, "search", "x");

        Assert.Equal(["Bearer one", "Bearer two", ""], server.Keys.Select(k => k ?? ""), StringComparer.Ordinal);
    }
}

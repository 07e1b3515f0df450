using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Health;

public sealed class HealthTests(SharedServer shared)
{
    [Fact]
    public async Task Live_RunningProcess_Is200() => Assert.Equal("live", (await shared.Client.GetJsonAsync("/health/live")).Text("status"));

    [Fact]
    public async Task Health_WorkingServer_IsReady() => Assert.Equal("ready", (await shared.Client.GetJsonAsync("/health")).Text("status"));

    [Fact]
    public async Task Ready_WorkingParts_AreOkOneByOne()
    {
        var report = await shared.Client.GetJsonAsync("/health/ready");

        Assert.True(report.GetProperty("ready").GetBoolean());
        Assert.False(report.GetProperty("degraded").GetBoolean());
        var parts = report.GetProperty("parts").EnumerateObject().ToList();
        Assert.True(parts.Count >= 2);
        Assert.All(parts, part => Assert.Equal("ok", part.Value.GetString()));
    }

    [Fact]
    public async Task Status_Server_TellsWhatRuns()
    {
        var status = await shared.Client.GetJsonAsync("/status");

        Assert.NotEmpty(status.Text("version"));
        Assert.NotEmpty(status.Text("model"));
        Assert.Equal("cpu", Assert.Single(status.GetProperty("devices").EnumerateArray()).GetString()?[..3]);
        Assert.Equal("demo", status.Text("defaultCollection"));
        Assert.Equal(JsonValueKind.Array, status.GetProperty("collections").ValueKind);
        Assert.Equal(JsonValueKind.Null, status.GetProperty("indexing").ValueKind);
    }
}

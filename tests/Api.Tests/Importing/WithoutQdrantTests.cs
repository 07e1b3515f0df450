using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Importing;

public sealed class WithoutQdrantTests(SharedServer shared)
{
    [Fact]
    public async Task Import_NoQdrantConfigured_SaysWhichSetting()
    {
        var problem = await shared.Client.GetProblemAsync("/import/qdrant", 404, "NotFound");

        Assert.Contains("Txt2Image:Vectors:Qdrant:Url", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_QdrantDoesNotAnswer_IsUnavailable()
    {
        await using var server = await TestServer.StartAsync(["Vectors:Qdrant:Url=http://127.0.0.1:1"]);

        await server.Client.GetProblemAsync("/import/qdrant", 503, "Unavailable");
    }
}

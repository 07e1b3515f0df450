using System.Text.Json.Nodes;
using Txt2Image.Cli.Collections.Export;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Collections.Verify;

public sealed class VerifyTests(RealServer server)
{
    [Fact]
    public async Task Verify_Whole_SaysSo()
    {
        var name = await server.NewGalleryAsync(3);

        var run = await server.RunAsync("collections", "verify", name, "--deep");

        Assert.Equal(0, run.Code);
        Assert.Contains("3 images in the catalogue, 3 in the image store: nothing is wrong", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_BytesAreGone_NamesThemAndRepairs()
    {
        var name = await server.NewGalleryAsync(34);
        await server.LoseAsync(name, Png.Of(33));

        var found = await server.RunAsync("collections", "verify", name);
        Assert.Equal(1, found.Code);
        Assert.Contains($"missingBytes: {ImageId.Of(Png.Of(33))} (33.png)", found.Error, StringComparison.Ordinal);
        Assert.Contains("1 missingBytes", found.Out, StringComparison.Ordinal);

        var json = await server.RunAsync("collections", "verify", name, "--json", "--repair");
        Assert.Equal(1, json.Code);
        var finding = JsonNode.Parse(json.Out)!;
        Assert.Equal(("missingBytes", "33.png", true), ((string)finding["kind"]!, (string)finding["names"]![0]!, (bool)finding["repaired"]!));

        Assert.Equal(0, (await server.RunAsync("collections", "verify", name)).Code);
        Assert.Equal(33, (await server.ListAsync(name)).Count);
    }

    [Fact]
    public async Task Verify_UnknownCollection_IsRefused() =>
        Assert.Equal(1, (await server.RunAsync("collections", "verify", "never-made")).Code);
}

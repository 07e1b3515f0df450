using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Ingest;

/// <summary>A name is a label: images of two sources have the same ones, and only what someone asks for leaves the collection.</summary>
public sealed class LabelTests(RealServer server) : IDisposable
{
    private readonly PictureFolder _folder = new();
    private readonly PictureFolder _state = new();
    private readonly string _collection = RealServer.NewName();

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task Cards_WithTheSameNames_AreBothThere()
    {
        AddCards(5);

        await IngestAsync("cardA");
        var second = await IngestAsync("cardB");
        var third = await IngestAsync("cardA");

        Assert.Contains("5 images: 5 added, 0 updated, 0 unchanged, 0 failed", second.Out, StringComparison.Ordinal);
        Assert.Contains("5 images: 0 added, 0 updated, 5 unchanged, 0 failed", third.Out, StringComparison.Ordinal);
        Assert.Equal(Held(0, 1, 2, 3, 4, 10, 11, 12, 13, 14), await HeldAsync());
    }

    [Fact]
    public async Task File_ChangedInPlace_ReplacesItsOldImageAndNoOther()
    {
        AddCards(2);
        await IngestAsync("cardA");
        await IngestAsync("cardB");
        Change("cardA", 0, picture: 20);

        var run = await IngestAsync("cardA");
        Change("cardA", 0, picture: 21);
        var json = await IngestAsync("cardA", "--json");

        Assert.Contains("2 images: 0 added, 1 replaced, 0 updated, 1 unchanged, 0 failed", run.Out, StringComparison.Ordinal);
        var events = json.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(Name(0), (string)events.Single(one => (string?)one["status"] == "replaced")["name"]!);
        Assert.Equal((1, 0), ((int)events[^1]["replaced"]!, (int)events[^1]["added"]!));
        Assert.Equal(Held(1, 10, 11, 21), await HeldAsync());
    }

    [Fact]
    public async Task File_ChangedAndBack_IsThereOnce()
    {
        AddCards(1);
        await IngestAsync("cardA");
        Change("cardA", 0, picture: 20);
        await IngestAsync("cardA");
        Change("cardA", 0, picture: 0);
        await IngestAsync("cardA");

        Assert.Equal(Held(0), await HeldAsync());
    }

    [Fact]
    public async Task Files_WhoseContentsAreExchanged_LoseNeither()
    {
        AddCards(2);
        await IngestAsync("cardA");
        Change("cardA", 0, picture: 1);
        Change("cardA", 1, picture: 0);

        await IngestAsync("cardA");

        Assert.Equal(Held(0, 1), await HeldAsync());
    }

    [Fact]
    public async Task Sync_OfOneSource_LeavesImagesOfOthersUnderTheSameNames()
    {
        AddCards(4);
        await IngestAsync("cardA");
        await IngestAsync("cardB");
        File.Delete(_folder.Of($"cardA/{Name(0)}"));

        var run = await IngestAsync("cardA", "--sync", "--yes");

        Assert.Equal(0, run.Code);
        Assert.Contains("Removed 1 name that vanished from the source", run.Out, StringComparison.Ordinal);
        Assert.Equal(Held(1, 2, 3, 10, 11, 12, 13), await HeldAsync());
    }

    [Theory]
    [InlineData("two.zip")]
    [InlineData("two.tar")]
    public async Task Archive_WithTwoEntriesOfOneName_HasBoth(string name)
    {
        (string, byte[])[] entries = [("a.png", Png.Of(1)), ("b.png", Png.Of(2)), ("a.png", Png.Of(3))];
        _folder.Add(name, name.EndsWith(".zip", StringComparison.Ordinal) ? Packed.Zip(entries) : Packed.Tar(entries));

        var first = await IngestAsync(name);
        var second = await IngestAsync(name);

        Assert.Contains("3 images: 3 added", first.Out, StringComparison.Ordinal);
        Assert.Contains("3 images: 0 added, 0 updated, 3 unchanged", second.Out, StringComparison.Ordinal);
        Assert.Equal(Held(1, 2, 3), await HeldAsync());
    }

    [Fact]
    public async Task Export_OfImagesWithOneName_IsImportedWithBoth()
    {
        AddCards(1);
        await IngestAsync("cardA");
        await IngestAsync("cardB");
        var copy = RealServer.NewName();

        await server.RunAsync("collections", "export", _collection, _folder.Of("export"));
        var run = await server.RunAsync("collections", "import", _folder.Of("export"), "-c", copy);

        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(Held(0, 10), Ids(await server.ListAsync(copy)));
    }

    private static string Name(int number) => $"DCIM/100CANON/IMG_000{number + 1}.png";

    private static IEnumerable<Guid> Held(params int[] pictures) => pictures.Select(picture => ImageId.Of(Png.Of(picture))).Order();

    private static IEnumerable<Guid> Ids(IEnumerable<JsonElement> images) => images.Select(image => image.GetProperty("id").GetGuid()).Order();

    private void AddCards(int count)
    {
        for (var number = 0; number < count; number++)
        {
            _folder.Add($"cardA/{Name(number)}", Png.Of(number));
            _folder.Add($"cardB/{Name(number)}", Png.Of(10 + number));
        }
    }

    /// <summary>Changes a file, also if its new bytes are as many and the clock is coarse.</summary>
    private void Change(string card, int number, int picture)
    {
        var path = _folder.Of($"{card}/{Name(number)}");
        var time = File.GetLastWriteTimeUtc(path);
        File.WriteAllBytes(path, Png.Of(picture));
        File.SetLastWriteTimeUtc(path, time.AddSeconds(1));
    }

    private async Task<IEnumerable<Guid>> HeldAsync() => Ids(await server.ListAsync(_collection));

    private Task<CliRun> IngestAsync(string source, params string[] more) =>
        server.RunAsync(["ingest", _folder.Of(source), "-c", _collection, "--state", _state.Path, .. more]);
}

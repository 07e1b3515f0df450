using System.Text.Json.Nodes;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Collections;

/// <summary>A collection from its creation to its deletion, against the real server.</summary>
public sealed class LifeTests(RealServer server)
{
    private readonly string _name = RealServer.NewName();

    [Fact]
    public async Task Create_NewAndAgain_SaysWhich()
    {
        var made = await server.RunAsync("collections", "create", _name, "--model", "demo");
        var again = await server.RunAsync("collections", "create", _name);

        Assert.Equal((0, 0), (made.Code, again.Code));
        Assert.Contains($"Created the collection '{_name}', with the model demo", made.Out, StringComparison.Ordinal);
        Assert.Contains($"Found the collection '{_name}'", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OfAModelThatIsNotThere_IsRefused()
    {
        var run = await server.RunAsync("collections", "create", _name, "--model", "another");

        Assert.Equal(2, run.Code);
        Assert.Contains("demo", run.Error, StringComparison.Ordinal);
        Assert.False(await server.ExistsAsync(_name));
    }

    [Fact]
    public async Task Describe_Collection_TellsAllOfIt()
    {
        var name = await server.NewGalleryAsync(3);
        await server.RunAsync("collections", "alias", name, $"{name}-live");

        var run = await server.RunAsync("collections", "describe", $"{name}-live");
        var json = JsonNode.Parse((await server.RunAsync("collections", "describe", name, "--json")).Out)!;

        Assert.Matches($"name +{name}\n", run.Out);
        Assert.Matches($"aliases +{name}-live\n", run.Out);
        Assert.Matches("images +3\n", run.Out);
        Assert.Matches("originals +[0-9.]+ (bytes|kB)\n", run.Out);
        Assert.Matches("changed +20..-..-.. ..:..:..Z\n", run.Out);
        Assert.Equal(3, (int)json["images"]!);
    }

    [Fact]
    public async Task Alias_MovedAndRemoved_SaysWhereItLeads()
    {
        var (old, made, alias) = (await server.NewGalleryAsync(1), await server.NewGalleryAsync(1), $"{_name}-live");

        Assert.Equal(0, (await server.RunAsync("collections", "alias", old, alias)).Code);
        var moved = await server.RunAsync("collections", "alias", made, alias);
        Assert.Contains($"'{alias}' points to the collection '{made}'", moved.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await server.RunAsync("collections", "unalias", made)).Code);
        Assert.Equal(0, (await server.RunAsync("collections", "unalias", alias)).Code);
        Assert.Equal(1, (await server.RunAsync("collections", "describe", alias)).Code);
        Assert.True(await server.ExistsAsync(made));
    }

    [Theory]
    [InlineData("y", 0, false)]
    [InlineData("n", 1, true)]
    [InlineData("", 1, true)]
    public async Task Delete_OnATerminal_AsksBefore(string answer, int code, bool isLeft)
    {
        var name = await server.NewGalleryAsync(2);

        var run = await server.AnswerAsync(answer, "collections", "delete", name);

        Assert.Equal(code, run.Code);
        Assert.Contains($"Delete the collection '{name}' with 2 images", run.Error, StringComparison.Ordinal);
        Assert.Equal(isLeft, await server.ExistsAsync(name));
    }

    [Fact]
    public async Task Delete_WithoutATerminal_NeedsYes()
    {
        var name = await server.NewGalleryAsync(1);

        var refused = await server.RunAsync("collections", "delete", name);
        Assert.Equal(2, refused.Code);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.True(await server.ExistsAsync(name));

        Assert.Equal(0, (await server.RunAsync("collections", "delete", name, "--yes")).Code);
        Assert.False(await server.ExistsAsync(name));
    }

    [Fact]
    public async Task Delete_ByAnAlias_IsRefused()
    {
        var name = await server.NewGalleryAsync(1);
        await server.RunAsync("collections", "alias", name, $"{name}-live");

        var run = await server.RunAsync("collections", "delete", $"{name}-live", "--yes");

        Assert.Equal(2, run.Code);
        Assert.Contains($"unalias {name}-live", run.Error, StringComparison.Ordinal);
        Assert.True(await server.ExistsAsync(name));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("describe")]
    [InlineData("alias")]
    [InlineData("unalias")]
    [InlineData("delete")]
    [InlineData("export")]
    [InlineData("import")]
    [InlineData("verify")]
    public async Task Help_OfEachCommand_HasExamplesOfIt(string command)
    {
        var run = await CliRun.WithoutServerAsync("collections", command, "--help");

        Assert.Equal(0, run.Code);
        Assert.Contains($"txt2image collections {command} ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistake_InASubcommand_NamesItsWholeHelp()
    {
        var run = await CliRun.WithoutServerAsync("collections", "describe");

        Assert.Equal(2, run.Code);
        Assert.Contains("Try 'txt2image collections describe --help'", run.Error, StringComparison.Ordinal);
    }
}

using Txt2Image.Cli.Evaluating.Relevance;

namespace Txt2Image.Cli.Tests.Evaluating.Relevance;

public sealed class NameTableTests
{
    private static readonly Guid First = new(1, 0, 0, new byte[8]);
    private static readonly Guid Second = new(2, 0, 0, new byte[8]);

    [Theory]
    [InlineData("1.jpg", "1.jpg")]
    [InlineData("1.jpg", "val/1.jpg")]
    [InlineData("./val\\1.jpg", "val/1.jpg")]
    [InlineData("val2014/1.jpg", "1.jpg")]
    [InlineData("e\u0301.jpg", "\u00e9.jpg")]
    [InlineData("\u00e9.jpg", "a/e\u0301.jpg")]
    public void Name_OfTheSameImage_IsFound(string wanted, string name)
    {
        var table = Table(wanted);

        Assert.True(table.Match(First, ["other.jpg", name]));
        Assert.Equal([First], table.Find(wanted)!.Images);
    }

    [Theory]
    [InlineData("1.jpg", "11.jpg")]
    [InlineData("1.jpg", "1.png")]
    [InlineData("a/1.jpg", "b/1.jpg")]
    [InlineData("1.JPG", "1.jpg")]
    public void Name_OfAnotherImage_IsNotFound(string wanted, string name)
    {
        var table = Table(wanted);

        Assert.False(table.Match(First, [name]));
        Assert.Empty(table.Find(wanted)!.Images);
        Assert.False(table.Find(wanted)!.IsAmbiguous);
    }

    [Fact]
    public void Name_ThatSeveralImagesBear_IsAllOfThem()
    {
        var table = Table("a/1.jpg");
        table.Match(First, ["a/1.jpg"]);
        table.Match(Second, ["a/1.jpg"]);

        Assert.Equal([First, Second], table.Find("a/1.jpg")!.Images);
    }

    [Theory]
    [InlineData("a/1.jpg", "1.jpg")]
    [InlineData("1.jpg", "a/1.jpg")]
    public void Name_ThatIsTheSame_WinsOverTheEndOfAPath(string first, string second)
    {
        var table = Table("1.jpg");
        table.Match(First, [first]);
        table.Match(Second, [second]);

        Assert.Equal([first == "1.jpg" ? First : Second], table.Find("1.jpg")!.Images);
    }

    [Fact]
    public void End_OfSeveralPaths_IsAmbiguous()
    {
        var table = Table("1.jpg");
        table.Match(First, ["a/1.jpg"]);
        table.Match(Second, ["b/1.jpg"]);

        Assert.Empty(table.Find("1.jpg")!.Images);
        Assert.True(table.Find("1.jpg")!.IsAmbiguous);
    }

    [Fact]
    public void End_ThatLeavesOutFewerFolders_Wins()
    {
        var table = Table("x/val/1.jpg");
        table.Match(First, ["1.jpg"]);
        table.Match(Second, ["val/1.jpg"]);

        Assert.Equal([Second], table.Find("x/val/1.jpg")!.Images);
    }

    [Fact]
    public void Image_WithSeveralNamesThatMatch_IsFoundOnce()
    {
        var table = Table("1.jpg");
        table.Match(First, ["a/1.jpg", "b/1.jpg"]);

        Assert.Equal([First], table.Find("1.jpg")!.Images);
    }

    private static NameTable Table(string wanted)
    {
        var table = new NameTable();
        table.Add(wanted);
        return table;
    }
}

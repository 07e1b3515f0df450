using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Tests.Ingest.Sources;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*.jpg", "a.jpg", true)]
    [InlineData("*.jpg", "b/a.JPG", true)]
    [InlineData("*.jpg", "a.jpg.txt", false)]
    [InlineData("b/*.jpg", "b/a.jpg", true)]
    [InlineData("b/*.jpg", "c/b/a.jpg", false)]
    [InlineData("b/*.jpg", "b/c/a.jpg", false)]
    [InlineData("./b/**/*.jpg", "b/c/d/a.jpg", true)]
    [InlineData("b/**/*.jpg", "b/a.jpg", true)]
    [InlineData("b/**", "b/c/a.jpg", true)]
    [InlineData("IMG_????.jpg", "IMG_0123.jpg", true)]
    [InlineData("IMG_????.jpg", "IMG_01/3.jpg", false)]
    [InlineData("[ab]-[0-9].jpg", "a-7.jpg", true)]
    [InlineData("[!ab].jpg", "a.jpg", false)]
    [InlineData("[!ab].jpg", "c.jpg", true)]
    [InlineData("a(1)+.jpg", "a(1)+.jpg", true)]
    [InlineData("[", "[", true)]
    [InlineData("holiday [2019]", "a/holiday [2019]", true)]
    [InlineData("holiday [2019]/*.jpg", "holiday [2019]/a.jpg", true)]
    [InlineData("holiday [2019]/*.jpg", "holiday 9/a.jpg", true)]
    [InlineData("holiday [2019-2020]/*.jpg", "holiday [2019-2020]/a.jpg", true)]
    [InlineData("holiday [2019-2020]/*.jpg", "holiday 9/a.jpg", false)]
    public void Matches_Name_AsThePatternMeans(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new Glob(pattern).Matches(name));

    [Fact]
    public void Matches_FromTheTop_DoesNotReachBelow() => Assert.False(new Glob("*.jpg", fromTop: true).Matches("b/a.jpg"));
}

using Txt2Image.Api.Errors;

namespace Txt2Image.Api.Tests.Errors;

public sealed class NearestTests
{
    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("offset", "offset", 0)]
    [InlineData("ofset", "offset", 1)]
    [InlineData("offsett", "offset", 1)]
    [InlineData("fofset", "offset", 1)]
    [InlineData("osffet", "offset", 2)]
    [InlineData("COLLECTION", "collection", 0)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_TwoWords_CountsTheEdits(string a, string b, int expected) => Assert.Equal(expected, Nearest.Distance(a, b));

    [Fact]
    public void Distance_HugeWord_IsCut() => Assert.InRange(Nearest.Distance(new string('x', 1_000_000), "k"), 1, 100);

    [Fact]
    public void Likely_NothingNear_IsNull() => Assert.Null(Nearest.Likely("zebra", ["collection", "offset"]));
}

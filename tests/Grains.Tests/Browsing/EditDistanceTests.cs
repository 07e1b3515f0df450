using Txt2Image.Grains.Browsing.Spelling;

namespace Txt2Image.Grains.Tests.Browsing;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("bicycle", "bicycle", 0)]
    [InlineData("bicyle", "bicycle", 1)]
    [InlineData("bicyclee", "bicycle", 1)]
    [InlineData("bicicle", "bicycle", 1)]
    [InlineData("bciycle", "bicycle", 1)]
    [InlineData("bcycel", "bicycle", 2)]
    [InlineData("dolfin", "dolphin", 2)]
    [InlineData("cat", "dog", 3)]
    public void Distance_OfTwoWords_IsTheFewestEdits(string one, string other, int distance)
    {
        for (var most = 0; most < 4; most++)
        {
            var expected = Math.Min(distance, most + 1);
            Assert.Equal(expected, Math.Min(EditDistance.Of(one, other, most), most + 1));
            Assert.Equal(expected, Math.Min(EditDistance.Of(other, one, most), most + 1));
        }
    }
}

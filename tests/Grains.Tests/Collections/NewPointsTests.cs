using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Grains.Tests.Collections;

public sealed class NewPointsTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(.9995f, true)]
    [InlineData(1.0005f, true)]
    [InlineData(.998f, false)]
    [InlineData(1.002f, false)]
    [InlineData(0, false)]
    [InlineData(float.PositiveInfinity, false)]
    public void Vector_OfALengthThatIsNotOne_IsRejected(float length, bool isValid) =>
        Assert.Equal(isValid, NewPoints.VectorFault([0, length], 2) is null);

    [Fact]
    public void Name_OfTheMostCharacters_IsTheLongest()
    {
        NewPoints.CheckName(new string('a', NewPoints.MostNameCharacters));
        var failure = Assert.Throws<Txt2ImageException>(() => NewPoints.CheckName(new string('a', NewPoints.MostNameCharacters + 1)));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
    }
}

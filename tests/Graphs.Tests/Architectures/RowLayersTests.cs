using Txt2Image.Graphs.Architectures;

namespace Txt2Image.Graphs.Tests.Architectures;

public sealed class RowLayersTests
{
    /// <summary>Values of the error function from tables (DLMF 7.2).</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(.5, .5204998778130465)]
    [InlineData(1, .8427007929497149)]
    [InlineData(2, .9953222650189527)]
    [InlineData(3, .9999779095030014)]
    [InlineData(7, 1)]
    public void Erf_OfANumber_IsThatOfTables(double x, double expected)
    {
        Assert.Equal(expected, RowLayers.Erf(x), 1e-14);
        Assert.Equal(-expected, RowLayers.Erf(-x), 1e-14);
    }
}

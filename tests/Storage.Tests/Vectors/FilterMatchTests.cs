using CsCheck;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Storage.Tests.Vectors;

/// <summary>Integers and numbers at the limits of what a double can distinguish.</summary>
public sealed class FilterMatchTests
{
    private const long Exact = 1L << 53;

    [Theory]
    [InlineData(Exact + 1, 9007199254740992.0, false)]
    [InlineData(Exact, 9007199254740992.0, true)]
    [InlineData(long.MaxValue, 9223372036854775808.0, false)]
    [InlineData(long.MinValue, -9223372036854775808.0, true)]
    [InlineData(0, -0.0, true)]
    [InlineData(0, double.NaN, false)]
    [InlineData(1, double.PositiveInfinity, false)]
    public void Equal_IntegerAndNumber_CompareByValue(long whole, double number, bool equal)
    {
        Assert.Equal(equal, Matches(new FieldValue.Integer(whole), new Filter.Equal("f", new FieldValue.Number(number))));
        Assert.Equal(equal, Matches(new FieldValue.Number(number), new Filter.Equal("f", new FieldValue.Integer(whole))));
    }

    [Theory]
    [InlineData(long.MaxValue, 9223372036854775807.0, null, false)]
    [InlineData(long.MaxValue, null, 9223372036854775808.0, true)]
    [InlineData(long.MinValue, -9223372036854775808.0, null, true)]
    [InlineData(long.MinValue, null, -1e300, false)]
    [InlineData(Exact + 1, null, 9007199254740992.0, false)]
    [InlineData(5, 4.5, 5.5, true)]
    [InlineData(5, 5.5, null, false)]
    [InlineData(-5, -5.0, -5.0, true)]
    [InlineData(5, double.NaN, null, false)]
    [InlineData(5, null, double.NaN, false)]
    [InlineData(5, double.NegativeInfinity, double.PositiveInfinity, true)]
    public void Range_Integer_ComparesByValue(long whole, double? min, double? max, bool within) =>
        Assert.Equal(within, Matches(new FieldValue.Integer(whole), new Filter.Range("f", min, max)));

    [Fact]
    public void In_AnyValues_MatchesWhatOneOfThemEquals()
    {
        var values = Gen.OneOf<FieldValue>(
            Among("", "a", "A").Select(text => (FieldValue)new FieldValue.Text(text)),
            Among(0, 1, Exact, Exact + 1, long.MaxValue, long.MinValue).Select(whole => (FieldValue)new FieldValue.Integer(whole)),
            Among(0, -0.0, 1, 1.5, Exact, 9223372036854775808.0, -9223372036854775808.0, 1e300)
                .Select(number => (FieldValue)new FieldValue.Number(number)),
            Gen.Bool.Select(truth => (FieldValue)new FieldValue.Truth(truth)));
        Gen.Select(values, values.Array[0, 5]).Sample((value, among) =>
            Assert.Equal(
                among.Any(one => Matches(value, new Filter.Equal("f", one))),
                Matches(value, new Filter.In("f", among))));
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static bool Matches(FieldValue value, Filter filter) => FilterMatch.Compile(filter)(Samples.Tagged("n", ("f", value)));
}

using Txt2Image.Cli.Evaluating.Cache;

namespace Txt2Image.Cli.Tests.Evaluating.Cache;

public sealed class PaceTests
{
    [Fact]
    public void Plan_AsRecorded_IsInTheOrderOfTheTimesAndBeginsAtOnce()
    {
        var plan = Pace.Parse("recorded")!.Plan([new("late", null, 107.5), new("early", null, 100), new("middle", null, 101)]);

        Assert.Equal(
            [("early", 0), ("middle", 1), ("late", 7.5)], plan.Select(planned => (planned.Question.Text, planned.Due!.Value.TotalSeconds)));
    }

    [Fact]
    public void Plan_OfARate_IsEven() => Assert.Equal(
        [0, 50, 100], Pace.Parse("20/s")!.Plan([new("a", null, 9), new("b", null, 3), new("c", null, null)]).Select(
            planned => planned.Due!.Value.TotalMilliseconds));

    [Fact]
    public void Plan_AtMost_HasNoTimes() => Assert.Null(Pace.Parse("MAX")!.Plan([new("a", null, 9)]).Single().Due);

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("/s")]
    [InlineData("0/s")]
    [InlineData("-1/s")]
    [InlineData("NaN/s")]
    public void Parse_NoPace_IsNull(string text) => Assert.Null(Pace.Parse(text));
}

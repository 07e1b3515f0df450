using System.Text.Json;
using Txt2Image.Cli.Evaluating.Index;
using Txt2Image.Client;

namespace Txt2Image.Cli.Tests.Evaluating.Index;

public sealed class FilterChoiceTests
{
    [Fact]
    public void Choose_FieldsOfManyShares_FindsOneNearEachTarget()
    {
        var chosen = FilterChoice.Choose(Counted(1000, ("kind", [600, 300, 90, 10])));

        Assert.Equal([.6, .1, .01], chosen.Select(choice => choice.Share));
        Assert.Equal("""{"field":"kind","in":["kind 2","kind 3"]}""", chosen[1].ToFilter().ToString());
    }

    [Fact]
    public void Choose_ManySmallValues_JoinsThemToALargeShare()
    {
        var chosen = FilterChoice.Choose(Counted(1000, ("day", [.. Enumerable.Repeat(40, 20)])));

        Assert.Equal([13, 3], chosen.Select(choice => choice.Values.Count));
        Assert.Equal([.52, .12], chosen.Select(choice => Math.Round(choice.Share, 3)));
    }

    [Fact]
    public void Choose_NothingNear_LeavesTheTargetOut()
    {
        Assert.Empty(FilterChoice.Choose(Counted(1000, ("all", [1000]))));
        Assert.Empty(FilterChoice.Choose(Counted(0)));
    }

    [Fact]
    public void Choose_YearsOfTheTimeTaken_AreNotValuesOfTheField() => Assert.Empty(FilterChoice.Choose(Counted(1000, ("taken", [500, 500]))));

    private static CollectionFacets Counted(int counted, params (string Field, int[] Counts)[] fields) => new()
    {
        Counted = counted,
        Facets = fields.ToDictionary(
            field => field.Field,
            field => new Facet
            {
                Values = [.. field.Counts.Select((count, i) => new FacetValue(JsonSerializer.SerializeToElement($"{field.Field} {i}"), count))],
            },
            StringComparer.Ordinal),
    };
}

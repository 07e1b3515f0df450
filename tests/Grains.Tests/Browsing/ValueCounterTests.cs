using Txt2Image.Grains.Browsing;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Tests.Browsing;

public sealed class ValueCounterTests
{
    private static readonly long InMay2024 = new DateTimeOffset(2024, 5, 31, 23, 59, 59, TimeSpan.Zero).ToUnixTimeSeconds();

    [Fact]
    public void Facets_OfFieldsThatTellImagesApart_AreCounted()
    {
        var facets = Count(
            [("place", Text("beach")), ("owner", Text("me")), ("taken", new FieldValue.Integer(InMay2024))],
            [("place", Text("beach")), ("owner", Text("me")), ("taken", new FieldValue.Number(InMay2024 + .5))],
            [("place", Text("town")), ("owner", Text("me")), ("taken", new FieldValue.Integer(InMay2024 + 10_000_000_000))],
            [("owner", Text("me")), ("taken", Text("in May")), ("note", Text(new string('x', 65))), ("previewOnly", new FieldValue.Truth(true))]);

        Assert.Equal(["taken", "place"], facets.Select(facet => facet.Field));
        Assert.Equal([("2024", 2), ("\"in May\"", 1), ("2341", 1)], facets[0].Values.Select(value => (value.Json, value.Count)));
        Assert.Equal([("\"beach\"", 2), ("\"town\"", 1)], facets[1].Values.Select(value => (value.Json, value.Count)));
        Assert.Equal((0, 1), (facets[1].Others, facets[1].Missing));
    }

    [Fact]
    public void Facets_OfManyValues_ListTheMostFrequent()
    {
        var facets = Count([.. Enumerable.Range(0, 60).Select(i => new[] { ("number", (FieldValue)new FieldValue.Integer(i / 2)) })]);

        var facet = Assert.Single(facets);
        Assert.Equal((20, 20, 0), (facet.Values.Length, facet.Others, facet.Missing));
    }

    private static IReadOnlyList<Abstractions.Searching.Facet> Count(params (string Name, FieldValue Value)[][] images)
    {
        var counter = new ValueCounter();
        foreach (var fields in images)
        {
            var named = fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
            counter.Add(new Payload(["a.png"], null, named, 40, 30, "image/png", 100));
        }

        return counter.Facets();
    }

    private static FieldValue.Text Text(string text) => new(text);
}

using System.Text.Json.Nodes;
using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Tests.Tables;

public sealed class RowReaderTests
{
    private readonly ColumnUses _uses = new("t");

    [Theory]
    [InlineData("file_name", ColumnRole.Image)]
    [InlineData("image", ColumnRole.Image)]
    [InlineData("Filename", ColumnRole.Image)]
    [InlineData("filepath", ColumnRole.Image)]
    [InlineData("image_path", ColumnRole.Image)]
    [InlineData("key", ColumnRole.Key)]
    [InlineData("URL", ColumnRole.Url)]
    [InlineData("text", ColumnRole.Caption)]
    [InlineData("title", ColumnRole.Caption)]
    [InlineData("description", ColumnRole.Caption)]
    [InlineData("alt", ColumnRole.Caption)]
    [InlineData("year", ColumnRole.Field)]
    public void Role_OfANameOfTheField_IsKnown(string column, object role) => Assert.Equal(role, ColumnRoles.Of(column).Role);

    [Fact]
    public void Read_SeveralColumnsOfARole_TakesTheFirstAndKeepsTheOthersAsFields()
    {
        var row = Read("""{"url":"https://x.org/a.jpg","file_name":"a.jpg","title":"T","caption":"C","text":"long"}""");

        Assert.Equal(("a.jpg", "C"), (row.Image!.Text, Assert.Single(row.Captions)));
        AssertFields("""{"url":"https://x.org/a.jpg","text":"long","title":"T"}""", row);
    }

    [Fact]
    public void Read_UrlThatNamesTheImage_IsAFieldToo() =>
        AssertFields("""{"url":"https://x.org/a.jpg"}""", Read("""{"url":"https://x.org/a.jpg"}"""));

    [Theory]
    [InlineData("""{"caption":["one","two"," ","one"]}""")]
    [InlineData("""{"caption":"[\"one\", \"two\"]"}""")]
    public void Read_SeveralCaptions_KeepsAllInAField(string json)
    {
        var row = Read(json);

        Assert.Equal(["one", "two"], row.Captions);
        Assert.Equal("""["one","two"]""", (string?)JsonNode.Parse(row.FieldsJson()!)!["captions"]);
    }

    [Fact]
    public void Read_ListsAndObjects_AreJsonTextIfTheyAreShort()
    {
        var vector = string.Join(',', Enumerable.Repeat("0.25", 512));
        var row = Read($$$"""{"objects":{"bbox":[[1,2,3,4]]},"labels":["é","b"],"vector":[{{{vector}}}]}""");

        AssertFields("""{"objects":"{\"bbox\":[[1,2,3,4]]}","labels":"[\"é\",\"b\"]"}""", row);
        Assert.Equal("t, 1 row: fields as JSON text = labels, objects; left out, at least in some rows = vector", _uses.ToString());
    }

    [Fact]
    public void Read_DateInJson_IsATime()
    {
        AssertFields("""{"date":1717113600,"year":2024}""", Read("""{"date":"2024-05-31","year":2024}"""));
        Assert.Equal("t, 1 row: fields = year; dates = date", _uses.ToString());
    }

    [Fact]
    public void Read_MoreThanTheServerTakes_IsLeftOut()
    {
        var many = new JsonObject(Enumerable.Range(0, 70).Select(i => KeyValuePair.Create($"f{i:00}", (JsonNode?)i)))
        {
            ["f00"] = new string('x', 5000),
            ["caption"] = new string('é', 5000),
        };

        var row = Read(many.ToJsonString());

        Assert.Equal(63, row.Fields.Count);
        Assert.False(row.Fields.ContainsKey("f00"));
        Assert.Equal(4096, Assert.Single(row.Captions).Length);
        Assert.Contains("left out, at least in some rows = f00, f64", _uses.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Listed_MoreCaptionsThanFit_KeepsTheFirst()
    {
        string[] captions = [.. Enumerable.Range(0, 5).Select(i => $"{i}{new string('x', 1500)}")];

        Assert.Equal(captions[..2], JsonNode.Parse(RowReader.Listed(captions)!)!.AsArray().Select(text => (string)text!));
        Assert.Null(RowReader.Listed(captions[..1]));
    }

    private RowDetails Read(string json) => new RowReader(_uses).Read(new TableRow("t, line 1", [.. JsonNode.Parse(json)!.AsObject()]));

    private static void AssertFields(string expected, RowDetails row) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), row.Fields), row.Fields.ToJsonString());
}

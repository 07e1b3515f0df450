using System.Globalization;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Vectors;

public sealed class FieldsJsonTests
{
    private const string Given = """{"year":2024, "e":1e2, "ratio":2.0, "Tag":"ä", "ok":true, "small":1.5E-7, "year":2025}""";

    [Fact]
    public void Fields_AsStored_KeepTheirTypes() => Assert.Equal(
        """{"Tag":"\u00E4","e":100.0,"ok":true,"ratio":2.0,"small":1.5E-07,"year":2025}""", FieldsJson.Write(FieldsJson.Parse(Given)!.Values));

    [Fact]
    public void Fields_ForClients_AreInOrderAndShort() => Assert.Equal(
        """{"Tag":"\u00E4","e":100,"ok":true,"ratio":2,"small":1.5E-07,"year":2025}""", FieldsJson.Show(FieldsJson.Parse(Given)!.Values));

    [Fact]
    public void Fields_WrittenAndRead_AreTheSame()
    {
        var fields = FieldsJson.Parse(Given)!.Values;

        Assert.Equal(fields.ToArray(), [.. FieldsJson.Read(FieldsJson.Write(fields))!]);
        Assert.Equal(fields.ToArray(), [.. FieldsJson.Parse(FieldsJson.Write(fields))!.Values]);
    }

    [Fact]
    public void Fields_ThatAreNone_StayApartFromNull()
    {
        var empty = FieldsJson.Parse("{}")!;

        Assert.Equal(("{}", null), (FieldsJson.Write(empty.Values), FieldsJson.Show(empty.Values)));
        Assert.Null(FieldsJson.Parse((string?)null));
        Assert.Null(FieldsJson.Write(null));
    }

    [Theory]
    [InlineData("{", "fields is not valid JSON.")]
    [InlineData("""{"a":"\ud800"}""", "fields is not valid JSON.")]
    [InlineData("[1]", "fields must be a JSON object.")]
    [InlineData("""{"a":[1]}""", "The field a must be a text, a number, true or false.")]
    [InlineData("""{"a":null}""", "The field a must be a text, a number, true or false.")]
    [InlineData("""{"a":1e999}""", "The field a must be a text, a number, true or false.")]
    public void Fields_OfAnotherShape_AreRefusedWithTheReason(string json, string fault) => Assert.Equal(fault, FieldsJson.Parse(json)!.Fault);

    [Fact]
    public void Fields_OverTheirBounds_AreRefusedWithTheReason()
    {
        var (text, name) = (new string('x', FieldsJson.MostCharacters + 1), "A field's name or text can have at most 4096 characters.");
        var many =
            string.Join(',', Enumerable.Range(0, FieldsJson.MostFields + 1).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"{i}\":{i}")));

        Assert.Equal(name, FieldsJson.Parse($$"""{"a":"{{text}}"}""")!.Fault);
        Assert.Equal(name, FieldsJson.Parse($$"""{"{{text}}":1}""")!.Fault);
        Assert.Equal("An image can have at most 64 fields.", FieldsJson.Parse($$"""{{{many}}}""")!.Fault);
    }

    [Fact]
    public void StoredText_LongerThanMayCome_IsRead()
    {
        var text = new string('x', FieldsJson.MostCharacters + 1);

        Assert.Equal(new FieldValue.Text(text), FieldsJson.Read($$"""{"a":"{{text}}"}""")!["a"]);
    }
}

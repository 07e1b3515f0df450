using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Client;

namespace Txt2Image.Grains.Tests.Client;

public sealed class QueryTermsTests
{
    private static readonly ExampleImage Example = new(Guid.NewGuid(), Guid.NewGuid(), "epoch-1/2:3");

    [Fact]
    public void Terms_InAnyOrderAndSplit_AreOneKey()
    {
        var one = Key(new(2, TermKind.Text, "cat"), new(-1, TermKind.Text, "dog"), new(1, TermKind.Image, "ab"));
        var other = Key(new(1, TermKind.Image, "ab"), new(1, TermKind.Text, "cat"), new(-1, TermKind.Text, "dog"), new(1, TermKind.Text, "cat"));
        Assert.Equal(one, other);
        Assert.StartsWith("terms/clip:", one.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    public void OneText_OfAnyPositiveWeight_IsTheKeyOfThatText(double weight) =>
        Assert.Equal(QueryKey.FromText(TestModel.Instance.Tokenizer, "red  Bicycle"), Key(new QueryTerm(weight, TermKind.Text, "red bicycle")));

    [Fact]
    public void OneText_OfANegativeWeight_IsAKeyOfItsOwn() =>
        Assert.Equal("terms/clip:+-1t3:cat", Key(new QueryTerm(-3, TermKind.Text, "cat")).Value);

    [Fact]
    public void AKey_OfAnyContent_ReadsBack()
    {
        QueryTerm[] terms =
        [
            new(1e-7, TermKind.Text, "1t3:cat-2t:\ud83d\ude00 :"), new(-0.30000000000000004, TermKind.Text, "s"), new(100, TermKind.Vector, "ff"),
            QueryTerm.OfStored(-2, Example), new(1E+2, TermKind.Image, "00"),
        ];
        var written = QueryTerms.Of(terms, withExamples: false);
        var key = QueryKey.FromTerms("clip", written);
        var read = QueryKey.Parse(key.Value);
        Assert.Equal(key, read);
        Assert.Equal("clip", read.ReadCleaner());
        Assert.Equal(written.Terms, read.ReadTerms().Terms);
        Assert.Equal(terms.ToHashSet(), read.ReadTerms().Terms.ToHashSet());
        Assert.Equal([Example.Image], read.ReadTerms().LeftOut);
        Assert.Equal("text/terms/clip:…", QueryKey.Redact($"text/{key.Value}"));
    }

    [Fact]
    public void Examples_ThatAreWanted_AreAnotherKeyAndNotLeftOut()
    {
        QueryTerm[] terms = [QueryTerm.OfStored(1, Example)];
        var with = QueryTerms.Of(terms, withExamples: true);
        Assert.Empty(with.LeftOut);
        Assert.NotEqual(QueryKey.FromTerms("clip", QueryTerms.Of(terms, withExamples: false)), QueryKey.FromTerms("clip", with));
    }

    [Fact]
    public void Terms_WithoutExamples_AreOneKeyWhateverIsWanted()
    {
        QueryTerm[] terms = [new(1, TermKind.Text, "a"), new(1, TermKind.Text, "b")];
        Assert.Equal(Key(terms), QueryKey.FromTerms("clip", QueryTerms.Of(terms, withExamples: true)));
    }

    [Fact]
    public void Terms_ThatCancelOut_AreRejected()
    {
        QueryTerm[] terms = [new(0.1, TermKind.Text, "a"), new(0.2, TermKind.Text, "a"), new(-0.3, TermKind.Text, "a")];
        var failure = Assert.Throws<Txt2ImageException>(() => QueryTerms.Of(terms, withExamples: false));
        Assert.Equal(ErrorCode.InvalidRequest, failure.Code);
        Assert.Equal("text/clip:b", Key([.. terms, new(1, TermKind.Text, "b")]).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("1t1:a")]
    [InlineData("+1t2:a")]
    [InlineData("+1x1:a")]
    [InlineData("+t1:a")]
    [InlineData("+1t-1:a")]
    [InlineData("+1t1:ab")]
    public void Terms_ThatAreMalformed_AreRejected(string text) => Assert.Throws<Txt2ImageException>(() => QueryTerms.Parse(text));

    private static QueryKey Key(params QueryTerm[] terms) => QueryKey.FromTerms("clip", QueryTerms.Of(terms, withExamples: false));
}

using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Vectors;

public sealed class CollectionNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("holiday-2024_b")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void IsValid_NameByTheRule_IsTrue(string name) => Assert.True(CollectionName.IsValid(name));

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("\u00e9")]
    [InlineData("\u0661")]
    [InlineData("a\n")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345")]
    public void IsValid_OtherName_IsFalse(string name) => Assert.False(CollectionName.IsValid(name));
}

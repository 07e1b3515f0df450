using Txt2Image.Clip.Models;
using Txt2Image.Hosting.Settings;

namespace Txt2Image.Hosting.Tests.Settings;

public sealed class ModelTextTests
{
    private static readonly ModelOptions Common = new() { Folder = "first", Variant = ModelVariant.Fp16, Template = "a photo of {}" };

    [Fact]
    public void Read_FolderAlone_HasWhatAppliesToAll() => Assert.Equal(Common with { Folder = "b" }, ModelText.Read("b", Common));

    [Fact]
    public void Read_Options_AreThoseOfThisModel() => Assert.Equal(
        new ModelOptions { Folder = "/m/b 32", Variant = ModelVariant.Int8, Cleaning = ModelCleaning.HuggingFace, Template = "one = {}" },
        ModelText.Read("/m/b 32?variant=int8&cleaning=HuggingFace&template=one = {}", Common));

    [Theory]
    [InlineData("")]
    [InlineData("?variant=int8")]
    [InlineData("b?variant=int7")]
    [InlineData("b?variant")]
    [InlineData("b?size=3")]
    public void Read_OtherForm_SaysWhichItMustHave(string text) => Assert.Contains(
        $"'{text}' is not a folder", Assert.Throws<FormatException>(() => ModelText.Read(text, Common)).Message, StringComparison.Ordinal);
}

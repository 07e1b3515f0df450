using Txt2Image.Hub.Pulling;

namespace Txt2Image.Hub.Tests.Pulling;

public sealed class ModelReferenceTests
{
    [Theory]
    [InlineData("clip-vit-base-patch32", "clip-vit-base-patch32", "Xenova/clip-vit-base-patch32", "main")]
    [InlineData("CLIP-ViT-Base-Patch32", "clip-vit-base-patch32", "Xenova/clip-vit-base-patch32", "main")]
    [InlineData("Xenova/clip-vit-base-patch32@abc", "clip-vit-base-patch32", "Xenova/clip-vit-base-patch32", "abc")]
    [InlineData("https://huggingface.co/Xenova/clip-vit-base-patch32/tree/main", "clip-vit-base-patch32", "Xenova/clip-vit-base-patch32", "main")]
    [InlineData("someone/their_model.v2", "someone--their_model.v2", "someone/their_model.v2", "main")]
    public void Reference_OfANameOrRepository_IsRead(string text, string name, string repository, string revision)
    {
        var reference = ModelReference.Parse(text, Path.GetTempPath());

        Assert.Equal((name, repository, revision, null), (reference.Name, reference.Repository, reference.Revision, reference.Folder));
    }

    [Fact]
    public void Reference_OfAFolder_HasItsName()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["my clip"]);

        var reference = ModelReference.Parse("./my clip/", folder.Path);

        Assert.Equal(("my clip", null), (reference.Name, reference.Repository));
        Assert.Equal(folder["my clip"], Path.TrimEndingDirectorySeparator(reference.Folder!));
    }

    [Theory]
    [InlineData("clip")]
    [InlineData("")]
    [InlineData("./missing")]
    [InlineData("a/b/c")]
    [InlineData("../x/y")]
    public void Reference_OfAnythingElse_IsRefused(string text)
    {
        var exception = Assert.Throws<HubException>(() => ModelReference.Parse(text, Path.Combine(Path.GetTempPath(), "txt2image-missing")));

        Assert.Contains("txt2image models list", exception.Message, StringComparison.Ordinal);
    }
}

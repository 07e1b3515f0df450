using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Images;

public sealed class ShrinkOnLoadTests
{
    [Fact]
    public async Task Collection_CreatedWithShrinkOnLoad_TakesNoImagesWithoutIt()
    {
        using var data = new TemporaryFolder();
        string name;
        await using (var shrinking = await TestServer.StartAsync(["Images:ShrinkOnLoad=true"], data: data.Path))
        {
            name = await shrinking.Client.NewGalleryAsync(1);
        }

        await using var whole = await TestServer.StartAsync(data: data.Path);
        using var refused = await whole.Client.UploadAsync(name, ("b.png", Png.Of(9)));

        await refused.ProblemAsync(409, "Conflict");
    }
}

using System.Text.Json;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Images;

public sealed class CheckTests(SharedServer shared)
{
    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Check_SomeHeld_TellsTheOthersInOrder()
    {
        var gallery = await Client.NewGalleryAsync(2);
        Guid[] ids = [ImageId.Of(Png.Of(8)), ImageId.Of(Png.Of(1)), ImageId.Of(Png.Of(7)), ImageId.Of(Png.Of(0)), ImageId.Of(Png.Of(8))];

        using var response = await Client.PostJsonAsync($"/collections/{gallery}/images/check", JsonSerializer.Serialize(new { ids }));

        var missing = (await response.JsonAsync()).GetProperty("missing").EnumerateArray().Select(id => id.GetGuid());
        Assert.Equal([ids[0], ids[2]], missing);
    }

    [Fact]
    public async Task Check_TenThousand_AreAnswered()
    {
        var gallery = await Client.NewGalleryAsync(1);
        var ids = Enumerable.Range(0, 10_000).Select(_ => Guid.NewGuid());

        using var response = await Client.PostJsonAsync($"/collections/{gallery}/images/check", JsonSerializer.Serialize(new { ids }));

        Assert.Equal(10_000, (await response.JsonAsync()).GetProperty("missing").GetArrayLength());
    }

    [Theory]
    [InlineData("{}", "ids is required: an array")]
    [InlineData("""{"ids":"a"}""", "ids is required: an array")]
    [InlineData("""{"ids":["a"]}""", "ids must contain image ids (UUIDs as strings), not \"a\"")]
    [InlineData("""{"ids":[5]}""", "not a number")]
    [InlineData("""{"id":[]}""", "did you mean 'ids'?")]
    public async Task Check_Invalid_Is400(string json, string detail)
    {
        using var response = await Client.PostJsonAsync($"/collections/{await Client.NewCollectionAsync()}/images/check", json);

        Assert.Contains(detail, (await response.ProblemAsync(400, "InvalidRequest")).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TooMany_Is400()
    {
        var ids = Enumerable.Range(0, 10_001).Select(_ => Guid.NewGuid());

        using var response =
            await Client.PostJsonAsync($"/collections/{await Client.NewCollectionAsync()}/images/check", JsonSerializer.Serialize(new { ids }));

        await response.ProblemAsync(400, "InvalidRequest");
    }

    [Fact]
    public async Task Check_UnknownCollection_Is404()
    {
        using var response = await Client.PostJsonAsync("/collections/never-made/images/check", """{"ids":[]}""");

        await response.ProblemAsync(404, "NotFound");
    }
}

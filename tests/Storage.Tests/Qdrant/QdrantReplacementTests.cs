using Grpc.Core;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>A replacement that ends in the middle: a lookup finds the old collection or the new one, and another call ends it.</summary>
public sealed class QdrantReplacementTests : QdrantStoreTest
{
    [Theory]
    [InlineData("Points/Upsert", false, "old")]
    [InlineData("Points/SetPayload", false, "old")]
    [InlineData("Points/SetPayload", true, "new")]
    [InlineData("Points/Delete", false, "new")]
    public async Task Replace_Interrupted_IsEndedWhenAskedAgain(string method, bool afterwards, string found)
    {
        var (old, next) = (await NewAsync("live"), await NewAsync("shadow"));
        await Store.SetAliasAsync(old.Id, "best", Token);
        await UpsertAsync(old, Point(1));
        Server.Faults.Fail(method, StatusCode.Unavailable, times: 100, afterwards: afterwards);
        await FailureOf(() => Store.ReplaceAsync(old.Id, next.Id, "kept", Token));
        Server.Faults.Clear();

        Assert.Equal(found == "old" ? old.Id : next.Id, (await Store.FindAsync("live", Token))!.Id);
        Assert.NotNull(await Store.FindAsync("best", Token));
        if (found == "new")
        {
            Assert.Equal(old.Id, (await Store.FindAsync("kept", Token))!.Id);
        }

        await Store.ReplaceAsync(old.Id, next.Id, "kept", Token);

        Assert.Equal((next.Id, "live"), await AtAsync("live"));
        Assert.Equal((next.Id, "live"), await AtAsync("best"));
        Assert.Equal((old.Id, "kept"), await AtAsync("kept"));
        Assert.Empty((await Store.FindAsync("kept", Token))!.Aliases);
        Assert.Equal(["kept", "live"], (await Store.ListAsync(Token)).Select(collection => collection.Name));
    }

    [Fact]
    public async Task Create_NameOfARenamedCollection_GetsAStorageOfItsOwn()
    {
        var (old, next) = (await NewAsync("live"), await NewAsync("shadow"));
        await Store.ReplaceAsync(old.Id, next.Id, "kept", Token);

        await NewAsync("shadow");

        Assert.Equal(["txt2image_catalogue", "txt2image_live_1", "txt2image_shadow_1", "txt2image_shadow_2"], Server.Collections);
    }

    private async Task<(Guid Id, string Name)> AtAsync(string name)
    {
        var found = (await Store.FindAsync(name, Token))!;
        return (found.Id, found.Name);
    }
}

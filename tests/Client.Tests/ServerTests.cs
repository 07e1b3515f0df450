using System.Net;
using System.Text.Json.Nodes;
using Txt2Image.Client.Tests.Support;

namespace Txt2Image.Client.Tests;

/// <summary>The client against the product's own server.</summary>
public sealed class ServerTests(RealServer server)
{
    private readonly string _name = RealServer.NewName();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Txt2ImageClient Client => server.Client;

    [Fact]
    public async Task Search_WithFilterAndPage_AnswersWithTypedHits()
    {
        await AddAsync(5);

        var question = new SearchRequest { Text = "a picture", K = 2, Offset = 1, Collection = _name, IsFresh = true };
        var answer = await Client.SearchAsync(question with { Filter = SearchFilter.Range("number", min: 2) }, Token);

        Assert.Equal((_name, "demo", "a picture"), (answer.Collection, answer.Model, answer.Query));
        Assert.Equal(2, answer.Hits.Count);
        Assert.All(answer.Hits, hit =>
        {
            Assert.InRange(hit.Score, -1, 1);
            Assert.InRange(hit.Fields!["number"].GetInt32(), 2, 4);
            Assert.Equal($"{hit.Fields["number"]}.png", hit.Name);
            Assert.Equal($"picture {hit.Fields["number"]}", hit.Caption);
            Assert.True(hit is { Width: > 0, Height: > 0 });
        });
        Assert.True(answer.Hits[0].Score >= answer.Hits[1].Score);
        Assert.True(answer.Timings!["total"] > 0);
        Assert.Equal(2, answer.Json.GetProperty("k").GetInt32());
    }

    [Fact]
    public async Task Search_WithMinScore_LeavesOutWhatScoresLower()
    {
        await AddAsync(3);
        var all = await Client.SearchAsync(new SearchRequest { Text = "a picture", Collection = _name, IsFresh = true }, Token);

        var bound = (all.Hits[0].Score + all.Hits[^1].Score) / 2;
        var best = await Client.SearchAsync(new SearchRequest { Text = "a picture", Collection = _name, MinScore = bound }, Token);

        Assert.Equal(3, all.Hits.Count);
        Assert.Equal(all.Hits.Where(hit => hit.Score >= bound).Select(hit => hit.Id), best.Hits.Select(hit => hit.Id));
        Assert.InRange(best.Hits.Count, 1, 2);
    }

    [Fact]
    public async Task Search_WithTermsOfEveryKind_IsForTheirSum()
    {
        await AddAsync(6);
        var plain = new SearchRequest { Collection = _name, IsFresh = true };
        var all = await Client.SearchAsync(plain with { Text = "a picture" }, Token);
        var example = all.Hits[2].Id;

        var like = await Client.SearchAsync(plain with { Terms = [SearchTerm.Like(example)] }, Token);
        var wanted = await Client.SearchAsync(plain with { Terms = [SearchTerm.Like(example, _name)], WithExamples = true }, Token);
        var image = await Client.SearchAsync(plain with { Terms = [SearchTerm.OfImage(Png.Of(4))] }, Token);
        var negative = await Client.SearchAsync(plain with { Terms = [SearchTerm.OfText("a picture", -1)] }, Token);
        var axis = new float[512];
        axis[3] = 2;
        var mixed = await Client.SearchAsync(plain with { Text = "a + b", Terms = [SearchTerm.OfEmbedding(axis, 0.5)] }, Token);

        Assert.Equal(5, like.Hits.Count);
        Assert.Equal([example, .. like.Hits.Select(hit => hit.Id)], wanted.Hits.Select(hit => hit.Id));
        Assert.Equal("4.png", image.Hits[0].Name);
        Assert.Equal(all.Hits.Select(hit => hit.Id).Reverse(), negative.Hits.Select(hit => hit.Id));
        Assert.Equal(("a + b", 6), (mixed.Query, mixed.Hits.Count));
        Assert.Null(like.Query);
    }

    [Fact]
    public async Task Search_OutOfRange_IsAnErrorWithCodeAndDetail()
    {
        var error = await Assert.ThrowsAsync<ServerErrorException>(() => Client.SearchAsync(new SearchRequest { Text = "x", K = 5000 }, Token));

        Assert.Equal((HttpStatusCode.BadRequest, ErrorCodes.InvalidRequest), (error.Status, error.Code));
        Assert.Contains("1000", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collection_FromItsCreationToItsEnd_IsDescribed()
    {
        var alias = $"{_name}-live";
        Assert.Null(await Client.FindCollectionAsync(_name, Token));

        var made = await Client.CreateCollectionAsync(_name, cancellationToken: Token);
        var there = await Client.EnsureCollectionAsync(_name, Token);
        Assert.Equal((made.Version, "demo", 0L), (there.Version, there.Model, there.Images));
        Assert.Contains(_name, (await Client.ListCollectionsAsync(Token)).Collections.Select(collection => collection.Name));

        Assert.Equal([alias], (await Client.SetAliasAsync(_name, alias, Token)).Aliases!);
        Assert.Equal(_name, (await Client.GetCollectionAsync(alias, Token)).Name);
        var conflict = await Assert.ThrowsAsync<ServerErrorException>(() => Client.DeleteCollectionAsync(alias, Token));
        Assert.Equal(ErrorCodes.Conflict, conflict.Code);
        await Client.RemoveAliasAsync(_name, alias, Token);

        await Client.DeleteCollectionAsync(_name, Token);
        Assert.Null(await Client.FindCollectionAsync(_name, Token));
    }

    [Fact]
    public async Task Images_AddedListedAndDeleted_AreWhatWasSent()
    {
        await Client.CreateCollectionAsync(_name, cancellationToken: Token);
        var (good, bad) = (Png.Of(7), new byte[] { 1, 2, 3 });

        ImageUpload[] uploads = [ImageUpload.FromBytes("a.png", good), ImageUpload.FromBytes("b.png", bad)];
        var added = await Client.AddImagesAsync(_name, uploads, cancellationToken: Token);
        var again = await Client.AddImagesAsync(_name, [ImageUpload.FromBytes("a.png", good)], cancellationToken: Token);

        Assert.Equal([ImageStatus.Added, ImageStatus.Failed], added.Images.Select(image => image.Status));
        Assert.False(added.Images[1].Error!.IsTransient);
        Assert.Equal(ImageStatus.Unchanged, again.Images[0].Status);
        var id = ImageId.Of(good);
        Assert.Equal(id, added.Images[0].Id);
        Assert.Equal([ImageId.Of(bad)], await Client.FindMissingImagesAsync(_name, [id, ImageId.Of(bad)], Token));

        var listed = Assert.Single((await Client.ListImagesAsync(_name, withEmbeddings: true, cancellationToken: Token)).Images);
        Assert.Equal((id, "a.png", "image/png", (long)good.Length), (listed.Id, listed.Names[0], listed.MediaType, listed.Bytes));
        Assert.Equal(1, listed.Embedding!.Value.ToArray().Sum(number => (double)number * number), 1e-4);
        Assert.Equal(good, await Client.GetImageAsync(_name, id, Token));
        Assert.NotEmpty(await Client.GetThumbnailAsync(_name, id, Token));
        Assert.Equal("RIFF", System.Text.Encoding.ASCII.GetString((await Client.GetPreviewAsync(_name, id, Token))[..4]));
        Assert.InRange(listed.ThumbHash.Length, 6, 25);

        await Client.DeleteImageAsync(_name, id, Token);
        Assert.Equal(ErrorCodes.NotFound, (await Assert.ThrowsAsync<ServerErrorException>(() => Client.GetImageAsync(_name, id, Token))).Code);
    }

    [Fact]
    public async Task Images_ListedNewestFirst_FollowFromPageToPage()
    {
        await AddAsync(5);
        await Client.EditImageAsync(_name, ImageId.Of(Png.Of(3)), new ImageEdit().SetField("taken", JsonValue.Create(1717180200)), null, Token);

        List<ListedImage> seen = [];
        string? next = null;
        do
        {
            var page = await Client.ListNewestImagesAsync(_name, next, limit: 2, filter: "number>=1", Token);
            seen.AddRange(page.Images);
            next = page.Next;
        }
        while (next is not null);
        var counts = await Client.CountValuesAsync(_name, "number>=1", Token);

        Assert.Equal(4, seen.Count);
        Assert.Equal(ImageId.Of(Png.Of(3)), seen[0].Id);
        Assert.Equal((4, false), (counts.Counted, counts.Sample));
    }

    [Fact]
    public async Task Metadata_Edited_IsMergedUnlessTheImageHasChanged()
    {
        await AddAsync(1);
        var id = ImageId.Of(Png.Of(0));
        var before = await Client.GetMetadataAsync(_name, id, Token);

        var edit = new ImageEdit().SetCaption("new").SetField("number", null).SetField("tag", JsonValue.Create("x"));
        var after = await Client.EditImageAsync(_name, id, edit, before.Etag, Token);
        var stale = await Assert.ThrowsAsync<ServerErrorException>(() => Client.EditImageAsync(_name, id, edit, before.Etag, Token));
        var bare = await Client.EditImageAsync(_name, id, new ImageEdit().ClearFields(), cancellationToken: Token);

        Assert.Equal(("picture 0", 0, "image/png"), (before.Caption, before.Fields!["number"].GetInt32(), before.MediaType));
        Assert.Equal(("new", "x"), (after.Caption, Assert.Single(after.Fields!).Value.GetString()));
        Assert.Equal((HttpStatusCode.PreconditionFailed, ErrorCodes.PreconditionFailed), (stale.Status, stale.Code));
        Assert.Equal(("new", 0), (bare.Caption, bare.Fields!.Count));
    }

    [Fact]
    public async Task Image_WithAnEmbedding_KeepsItToTheBit()
    {
        await AddAsync(1);
        var source = (await Client.ListImagesAsync(_name, withEmbeddings: true, cancellationToken: Token)).Images[0];
        var copy = RealServer.NewName();
        var collection = await Client.CreateCollectionAsync(copy, cancellationToken: Token);

        var upload = ImageUpload.FromBytes("0.png", Png.Of(0)) with { Embedding = source.Embedding, Model = collection.Fingerprint };
        await Client.AddImagesAsync(copy, [upload], cancellationToken: Token);

        var image = (await Client.ListImagesAsync(copy, withEmbeddings: true, cancellationToken: Token)).Images[0];
        Assert.Equal(source.Embedding!.Value.ToArray(), image.Embedding!.Value.ToArray());
    }

    [Fact]
    public async Task Names_Removed_DeleteTheImageWithItsLast()
    {
        await AddAsync(2);

        var (first, none) = (new ImageName(ImageId.Of(Png.Of(0)), "0.png"), new ImageName(ImageId.Of(Png.Of(1)), "0.png"));
        var removed = await Client.RemoveNamesAsync(_name, [first, none], Token);

        Assert.Equal((1L, 1L), (removed.Removed, removed.DeletedImages));
        Assert.Equal([none], removed.Unknown!);
        Assert.Equal(1, (await Client.GetCollectionAsync(_name, Token)).Images);
    }

    [Fact]
    public async Task Upload_ThatReplacesAnImage_IsThereInItsPlace()
    {
        await AddAsync(2);
        var upload = ImageUpload.FromBytes("0.png", Png.Of(5)) with { Replaces = ImageId.Of(Png.Of(0)) };

        var first = await Client.AddImagesAsync(_name, [upload], cancellationToken: Token);
        var again = await Client.AddImagesAsync(_name, [upload], cancellationToken: Token);

        Assert.Equal((ImageStatus.Replaced, ImageStatus.Unchanged), (first.Images[0].Status, again.Images[0].Status));
        var ids = (await Client.ListImagesAsync(_name, cancellationToken: Token)).Images.Select(image => image.Id);
        Assert.Equal(new[] { ImageId.Of(Png.Of(1)), ImageId.Of(Png.Of(5)) }.Order(), ids.Order());
    }

    [Fact]
    public async Task Verify_OfAWholeCollection_FindsNothing()
    {
        await AddAsync(3);

        var page = await Client.VerifyAsync(_name, isDeep: true, cancellationToken: Token);

        Assert.Equal((3L, 3L, null), (page.Points, page.Stored, page.Next));
        Assert.Empty(page.Findings);
    }

    [Fact]
    public async Task Health_OfARunningServer_IsReady()
    {
        Assert.True((await Client.GetHealthAsync(Token)).Ready);
        var status = await Client.GetStatusAsync(Token);
        Assert.Equal(("demo", true), (status.Model, status.KnowsOnlyItsWorld));
        Assert.Contains("cpu", status.Devices);
    }

    /// <summary>Adds this many pictures, named 0.png, 1.png…, each with a caption and a number.</summary>
    private async Task AddAsync(int count)
    {
        await Client.CreateCollectionAsync(_name, cancellationToken: Token);
        var images = Enumerable.Range(0, count).Select(i => ImageUpload.FromBytes($"{i}.png", Png.Of(i)) with
        {
            Caption = $"picture {i}",
            Fields = $$"""{"number":{{i}}}""",
        });
        var answer = await Client.AddImagesAsync(_name, [.. images], cancellationToken: Token);
        Assert.All(answer.Images, image => Assert.Equal(ImageStatus.Added, image.Status));
    }
}

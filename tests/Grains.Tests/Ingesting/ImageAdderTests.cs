using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Encoding;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Grains.Tests.Support;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Tests.Ingesting;

public sealed class ImageAdderTests : IAsyncLifetime
{
    private Cluster _cluster = null!;
    private ImageAdder _adder = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        _adder = _cluster.Adder();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Image_Added_IsStoredEmbeddedAndFound()
    {
        var upload = TestImages.Upload(1);
        var added = Assert.Single(await AddAsync(upload));
        Assert.Equal((ImageId.Of(upload.Bytes.Span), AddStatus.Added), (added.Id!.Value, added.Outcome.Status));
        var hit = Assert.Single((await _cluster.AskAsync("cat", fresh: true)).Hits);
        Assert.Equal(("1.gif", "picture 1", 1, 1), (hit.Names[0], hit.Caption, hit.Width, hit.Height));
        await using var original = await _cluster.Images.OpenAsync(Key(upload), ImageKind.Original, default);
        using var read = new MemoryStream();
        await original!.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(upload.Bytes.ToArray(), read.ToArray());
    }

    [Fact]
    public async Task Image_SameBytesAgain_IsNeitherDecodedNorEmbedded()
    {
        await AddAsync(TestImages.Upload(1));
        var embedded = _cluster.Towers.Sum(towers => towers.Images);
        Assert.Equal(AddStatus.Unchanged, Assert.Single(await AddAsync(TestImages.Upload(1))).Outcome.Status);
        Assert.Equal(AddStatus.Updated, Assert.Single(await AddAsync(TestImages.Upload(1, "another name.gif"))).Outcome.Status);
        Assert.Equal(embedded, _cluster.Towers.Sum(towers => towers.Images));
        Assert.Equal(["1.gif", "another name.gif"], Assert.Single((await _cluster.AskAsync("cat", fresh: true)).Hits).Names);
    }

    [Fact]
    public async Task Image_ThatReplacesAnother_HasItsNameAndTheOldBytesAreDeleted()
    {
        await AddAsync(TestImages.Upload(1, "a.gif"), TestImages.Upload(3, "a.gif"));
        var replaced = ImageId.Of(TestImages.Upload(1).Bytes.Span);
        var added = Assert.Single(await AddAsync(TestImages.Upload(2, "a.gif") with { Replaces = replaced }));
        Assert.Equal((AddStatus.Replaced, false), (added.Outcome.Status, added.IsFailed));
        var left = new[] { 2, 3 }.Select(number => ImageId.Of(TestImages.Upload(number).Bytes.Span));
        Assert.Equal(left.Order(), (await _cluster.AskAsync("cat", fresh: true)).Hits.Select(hit => hit.Id).Order());
        Assert.False(await _cluster.Images.ExistsAsync(Key(TestImages.Upload(1)), default));
        Assert.True(await _cluster.Images.ExistsAsync(Key(TestImages.Upload(2)), default));
    }

    /// <summary>What watches a collection hears of an image that replaces another as of any new one.</summary>
    [Fact]
    public async Task Image_ThatReplacesAnother_IsAddedForWhoWatches()
    {
        await AddAsync(TestImages.Upload(1, "a.gif"));
        var began = await _cluster.Writer.ChangesAsync(null, default);

        var id = ImageId.Of(TestImages.Upload(2).Bytes.Span);
        await AddAsync(TestImages.Upload(2, "a.gif") with { Replaces = ImageId.Of(TestImages.Upload(1).Bytes.Span) });

        Assert.Equal([id], (await _cluster.Writer.ChangesAsync(began.Version, default)).Added!.Value.AsEnumerable());
    }

    [Fact]
    public async Task Image_WhoseCollectionIsDroppedMeanwhile_LeavesNoBytes()
    {
        var puts = 0;
        var images = Played.By<IImageStore>((method, args) =>
            method.Name == nameof(IImageStore.PutAsync) && Interlocked.Increment(ref puts) == 1
                ? DropAndPutAsync(() => (Task)method.Invoke(_cluster.Images, args)!)
                : method.Invoke(_cluster.Images, args));
        var adder = new ImageAdder(_cluster.Client(), _cluster.EncoderPool(), new ImagePreparer(new ImageLimits()), images, Cluster.OneModel);

        var added = Assert.Single(await adder.AddAsync(_cluster.Collection, [TestImages.Upload(1)], default));

        Assert.Equal(ErrorCode.NotFound, added.Outcome.Error);
        Assert.False(await _cluster.Images.ExistsAsync(Key(TestImages.Upload(1)), default));

        async Task DropAndPutAsync(Func<Task> put)
        {
            await _cluster.Writer.DropAsync(default);
            await put();
        }
    }

    [Fact]
    public async Task OfManyImages_TheBadOnesFailAlone_InOrder()
    {
        var uploads = new[]
        {
            TestImages.Upload(1),
            new ImageUpload("text.jpg", "no picture"u8.ToArray(), null, null),
            new ImageUpload("cut.gif", TestImages.Upload(2).Bytes[..20], null, null),
            new ImageUpload("empty.png", default, null, null),
            TestImages.Upload(3) with { Fields = FieldsJson.Parse("{") },
            TestImages.Upload(4),
        };
        var added = await AddAsync(uploads);
        Assert.Equal(
            [null, ErrorCode.UnsupportedMediaType, ErrorCode.CorruptImage, ErrorCode.InvalidRequest, ErrorCode.InvalidRequest, null],
            added.Select(one => one.Outcome.Error));
        Assert.Equal(2, (await _cluster.Catalogue.FindAsync("demo", true, default))!.Images);
    }

    [Fact]
    public async Task Adds_WhileImagesAreDeleted_LeaveNoPointWithoutBytes()
    {
        var uploads = Enumerable.Range(0, 6).Select(i => TestImages.Upload(i)).ToArray();
        for (var round = 0; round < 12; round++)
        {
            var deletes = uploads.Select(upload => Task.Run(() => _cluster.Writer.DeleteAsync([ImageId.Of(upload.Bytes.Span)], default)));
            var adds = uploads.Select(upload => Task.Run(() => AddAsync(upload)));
            await Task.WhenAll([.. deletes, .. adds]);
            var held =
                await _cluster.Listing.FindAsync(_cluster.Collection.Id, [.. uploads.Select(upload => ImageId.Of(upload.Bytes.Span))], default);
            foreach (var point in held)
            {
                Assert.True(await _cluster.Images.ExistsAsync(new ImageKey(_cluster.Collection.Id, point.Id), default), "a point without bytes");
            }
        }
    }

    [Fact]
    public async Task BytesDeletedBetweenStoringAndThePoint_AreWrittenAgain_BeforeTheSuccess()
    {
        var upload = TestImages.Upload(9);
        foreach (var towers in _cluster.Towers)
        {
            towers.Forget();
            towers.Close();
        }

        var adding = AddAsync(upload);
        await Task.WhenAny(_cluster.Towers.Select(towers => towers.EnteredAsync()));
        await _cluster.Images.DeleteAsync(Key(upload), default);
        foreach (var towers in _cluster.Towers)
        {
            towers.Open();
        }

        Assert.Equal(AddStatus.Added, Assert.Single(await adding).Outcome.Status);
        Assert.True(await _cluster.Images.ExistsAsync(Key(upload), default));
    }

    [Fact]
    public async Task Collection_OfAnotherModel_IsAConflict()
    {
        var failure =
            await Assert.ThrowsAsync<Txt2ImageException>(
                () => _adder.AddAsync(_cluster.Collection with { Model = "another" }, [TestImages.Upload(1)], default));
        Assert.Equal(ErrorCode.Conflict, failure.Code);
    }

    [Fact]
    public async Task Image_DeletedAfterItWasFound_IsAddedAnew()
    {
        await AddAsync(TestImages.Upload(1));
        var added = await AddAsync(FirstLook(async exists =>
        {
            await DeleteAsync();
            return exists;
        }));

        Assert.Equal(AddStatus.Added, added.Status);
        await AssertIsThereAsync();
    }

    [Fact]
    public async Task Image_DeletedBeforeTheLastLook_IsThereAfterTheSuccess()
    {
        var added = await AddAsync(FirstLook(async _ =>
        {
            await DeleteAsync();
            return false;
        }));

        Assert.Equal(AddStatus.Added, added.Status);
        await AssertIsThereAsync();
    }

    [Fact]
    public async Task Image_ThatCannotBeWrittenAgain_HasFailed()
    {
        var added = await AddAsync(FirstLook(_ =>
        {
            _cluster.Store.Down = true;
            return Task.FromResult(false);
        }));

        Assert.Equal((AddStatus.Failed, ErrorCode.Unavailable), (added.Status, added.Error));
    }

    [Fact]
    public async Task Image_WhoseBytesKeepVanishing_HasFailed()
    {
        var images = Played.By<IImageStore>((method, args) =>
            method.Name == nameof(IImageStore.ExistsAsync) ? Task.FromResult(false) : method.Invoke(_cluster.Images, args));

        var added = await AddAsync(images);

        Assert.Equal((AddStatus.Failed, ErrorCode.Unavailable), (added.Status, added.Error));
        Assert.True(added.RetryAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task Original_AfterItsPreview_IsStored()
    {
        await AddAsync(TestImages.Upload(1) with { KeepsOriginal = false });
        Assert.Null(await _cluster.Images.OpenAsync(Key(TestImages.Upload(1)), ImageKind.Original, default));
        Assert.True((await FindAsync()).IsPreviewOnly);

        await AddAsync(TestImages.Upload(1));

        await using var original = await _cluster.Images.OpenAsync(Key(TestImages.Upload(1)), ImageKind.Original, default);
        Assert.NotNull(original);
        Assert.False((await FindAsync()).IsPreviewOnly);
    }

    [Fact]
    public async Task Image_IsEmbeddedBehindQueries_AndABusyDeviceIsAnOverload()
    {
        var encoders = new FakeEncoders("busy");
        encoders.Answer = _ => new EncodeResult { RetryAfter = TimeSpan.FromSeconds(3) };
        var pool = new EncoderPool(encoders.Grains, new EncodingOptions(), TimeSpan.FromSeconds(10), TimeProvider.System);
        var adder = new ImageAdder(_cluster.Client(), pool, new ImagePreparer(new ImageLimits()), _cluster.Images, Cluster.OneModel);

        var added = Assert.Single(await adder.AddAsync(_cluster.Collection, [TestImages.Upload(1)], default)).Outcome;

        Assert.Equal((ErrorCode.Overloaded, TimeSpan.FromSeconds(3)), (added.Error, added.RetryAfter));
        Assert.All(encoders.Calls, call => Assert.False(call.IsUrgent));
    }

    [Fact]
    public async Task Collection_Dropped_LeavesNoBytes()
    {
        await AddAsync(TestImages.Upload(1));
        await _cluster.Writer.DropAsync(default);
        Assert.False(await _cluster.Images.ExistsAsync(Key(TestImages.Upload(1)), default));
    }

    /// <summary>An image store that changes what the first look for the bytes of an image finds.</summary>
    private IImageStore FirstLook(Func<bool, Task<bool>> look)
    {
        var looks = 0;
        return Played.By<IImageStore>((method, args) =>
            method.Name == nameof(IImageStore.ExistsAsync) && Interlocked.Increment(ref looks) == 1
                ? LookAsync((ImageKey)args[0]!)
                : method.Invoke(_cluster.Images, args));

        async Task<bool> LookAsync(ImageKey key) => await look(await _cluster.Images.ExistsAsync(key, default));
    }

    private async Task<AddOutcome> AddAsync(IImageStore images)
    {
        var adder = new ImageAdder(_cluster.Client(), _cluster.EncoderPool(), new ImagePreparer(new ImageLimits()), images, Cluster.OneModel);
        return Assert.Single(await adder.AddAsync(_cluster.Collection, [TestImages.Upload(1)], default)).Outcome;
    }

    private Task DeleteAsync() => _cluster.Writer.DeleteAsync([ImageId.Of(TestImages.Upload(1).Bytes.Span)], default);

    private async Task<FoundImage> FindAsync() => Assert.Single(
        await _cluster.Listing.FindAsync(_cluster.Collection.Id, [ImageId.Of(TestImages.Upload(1).Bytes.Span)], default));

    private async Task AssertIsThereAsync()
    {
        await FindAsync();
        Assert.True(await _cluster.Images.ExistsAsync(Key(TestImages.Upload(1)), default), "a point without bytes");
    }

    private async Task<IReadOnlyList<ImageAdded>> AddAsync(params ImageUpload[] uploads) =>
        await _adder.AddAsync(_cluster.Collection, uploads, default);

    private ImageKey Key(ImageUpload upload) => new(_cluster.Collection.Id, ImageId.Of(upload.Bytes.Span));
}

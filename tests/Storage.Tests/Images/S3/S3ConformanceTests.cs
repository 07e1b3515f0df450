using Amazon.S3.Model;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Images.S3;
using Txt2Image.Tests.Support.S3;

namespace Txt2Image.Storage.Tests.Images.S3;

public sealed class S3ConformanceTests(SharedS3Server shared) : ImageStoreConformance
{
    private const string Jpeg = "image/jpeg";
    private S3Options? _options;

    public override ValueTask DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("")]
    [InlineData("some/where/")]
    public async Task Put_Prefix_BeginsTheKeysOfAllKinds(string prefix)
    {
        var options = (await shared.AccessAsync()).Options();
        options.Prefix = prefix;
        using var store = new S3ImageStore(options, _ => Jpeg, TimeProvider.System);
        await store.PutAsync(Key, Original, Thumbnail, Token);
        await store.PutPreviewAsync(Key, Preview, Thumbnail, Token);

        using var connection = new S3Connection(options, TimeProvider.System);
        var listed =
            await connection.Client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = options.Bucket, Prefix = $"{prefix}{Key.Collection:N}" }, Token);

        var image = $"{prefix}{Key.Collection:N}/{Key.Image:N}";
        Assert.Equal([image, $"{image}.preview.webp", $"{image}.webp"], listed.S3Objects.Select(one => one.Key));
    }

    [Fact]
    public async Task Drop_MoreThanOnePage_LeavesNothing()
    {
        const int Images = 520;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Images),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token },
            async (_, token) => await Store.PutAsync(Key with { Image = Guid.NewGuid() }, Thumbnail, Thumbnail, token));

        await Store.DropAsync(Key.Collection, Token);

        using var connection = new S3Connection(_options!, TimeProvider.System);
        var request = new ListObjectsV2Request { BucketName = _options!.Bucket, Prefix = $"{_options.Prefix}{Key.Collection:N}" };
        Assert.Empty((await connection.Client.ListObjectsV2Async(request, Token)).S3Objects ?? []);
    }

    [Fact]
    public async Task Link_Proxied_IsNone()
    {
        await PutAsync();

        Assert.Null(await Store.LinkAsync(Key, ImageKind.Original, Token));
    }

    [Fact]
    public async Task Link_Presigned_IsReadByAnyoneWithItsMediaType()
    {
        var options = (await shared.AccessAsync()).Options();
        options.Reads = S3Reads.Presigned;
        using var store = new S3ImageStore(options, _ => Jpeg, TimeProvider.System);
        Assert.Null(await store.LinkAsync(Key, ImageKind.Original, Token));
        await PutAsync();

        var link = await store.LinkAsync(Key, ImageKind.Original, Token);

        Assert.Null(await store.LinkAsync(Key, ImageKind.Preview, Token));
        Assert.Contains(link!.GetLeftPart(UriPartial.Authority), options.ReadOrigins());
        using var anyone = new HttpClient();
        using var answer = await anyone.GetAsync(link, Token);
        Assert.Equal(Original, await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(Jpeg, answer.Content.Headers.ContentType?.ToString());

        // The lifetime in whole seconds, which the client computes from its own clock.
        Assert.Matches("X-Amz-Expires=(899|900|901)&", link.Query);
        Assert.Contains("X-Amz-Signature=", link.Query, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Store_NamesItAndShowsNoKey()
    {
        Assert.Contains(_options!.Bucket, Store.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_options.SecretKey!, Store.ToString(), StringComparison.Ordinal);
    }

    protected override async Task<IImageStore> OpenAsync()
    {
        _options = (await shared.AccessAsync()).Options();
        return new S3ImageStore(_options, _ => Jpeg, TimeProvider.System);
    }

    protected override async Task RemoveAsync(ImageKey key, ImageKind kind)
    {
        using var connection = new S3Connection(_options!, TimeProvider.System);
        await connection.Client.DeleteObjectAsync(_options!.Bucket, $"{_options.Prefix}{key.Collection:N}/{ImageNames.Of(key.Image, kind)}", Token);
    }
}

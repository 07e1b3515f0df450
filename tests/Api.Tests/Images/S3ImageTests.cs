using System.Net;
using System.Net.Http.Headers;
using Amazon.S3;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;
using Txt2Image.Tests.Support.S3;

[assembly: AssemblyFixture(typeof(SharedS3Server))]

namespace Txt2Image.Api.Tests.Images;

/// <summary>The server with an S3 store that works or fails.</summary>
public sealed class S3ImageTests(SharedS3Server shared) : IAsyncLifetime
{
    private static readonly byte[] Picture = Png.Of(5, 300, 200);
    private static readonly Guid Id = ImageId.Of(Picture);

    private TroubleProxy? _proxy;
    private S3Access _access = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _access = await shared.LocalAsync();
        _proxy = new TroubleProxy(_access.Endpoint.Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }
    }

    [Fact]
    public async Task Image_Added_IsServedFromTheBucketWithRangesAndTags()
    {
        await using var server = await StartAsync();
        var url = await AddAsync(server.Client);

        using var whole = await server.Client.GetAsync(url, Token);
        Assert.Equal(Picture, await whole.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("image/png", whole.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", Assert.Single(whole.Headers.GetValues("Cache-Control")));

        using var part = await SendAsync(server.Client, HttpMethod.Get, url, request => request.Headers.Range = new RangeHeaderValue(100, 199));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(Picture[100..200], await part.Content.ReadAsByteArrayAsync(Token));

        using var again = await SendAsync(server.Client, HttpMethod.Get, url, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);

        using var head = await SendAsync(server.Client, HttpMethod.Head, url, _ => { });
        Assert.Equal(Picture.Length, head.Content.Headers.ContentLength);

        using var thumbnail = await server.Client.GetAsync($"{url}/thumbnail", Token);
        Assert.Equal("image/webp", thumbnail.Content.Headers.ContentType?.ToString());
        Assert.False(Directory.Exists(Path.Combine(server.DataDirectory, "images")));
    }

    [Fact]
    public async Task Collection_Deleted_LeavesNoObject()
    {
        await using var server = await StartAsync("Images:S3:Prefix=deleted/");
        var url = await AddAsync(server.Client);
        using var deleted = await server.Client.DeleteAsync(url[..url.IndexOf("/images", StringComparison.Ordinal)], Token);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        using var bucket = new AmazonS3Client(
            _access.AccessKey, _access.SecretKey, new AmazonS3Config { ServiceURL = _access.Endpoint.ToString(), ForcePathStyle = true });
        var listed = await bucket.ListObjectsV2Async(new() { BucketName = _access.Bucket, Prefix = "deleted/" }, Token);

        Assert.Empty(listed.S3Objects ?? []);
    }

    public static TheoryData<string, int, string> Outages => new()
    {
        { "refuses", 503, "Unavailable" },
        { "hangs", 503, "Unavailable" },
        { "busy", 503, "Unavailable" },
        { "cuts", 503, "Unavailable" },
        { "full", 507, "StorageFull" },
    };

    /// <summary>Every image ends as a named failure, nothing is acknowledged that is not stored, and the service recovers by itself.</summary>
    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Upload_StoreIsDown_IsANamedFailureAndWorksAgainAfterwards(string outage, int status, string code)
    {
        await using var server = await StartAsync("Images:S3:Timeout=00:00:02");
        var client = server.Client;
        var name = await client.NewCollectionAsync();
        var url = $"/collections/{name}/images/{Id}";
        _proxy!.Make(Of(outage));

        using (var one = await client.UploadAsync(name, ("a.png", Picture)))
        {
            await one.ProblemAsync(status, code);
        }

        using (var many = await client.UploadAsync(name, ("a.png", Picture), ("b.png", Png.Of(6)), ("c.png", Png.Of(7))))
        {
            await many.ProblemAsync(status, code);
        }

        using (var mixed = await client.UploadAsync(name, ("a.png", Picture), ("no.txt", "no image"u8.ToArray())))
        {
            var images = (await mixed.JsonAsync()).GetProperty("images").EnumerateArray().ToList();
            Assert.Equal([code, "UnsupportedMediaType"], images.Select(image => image.GetProperty("error").Text("code")));
        }

        _proxy.Make(Trouble.None);
        Assert.Equal(0, (await client.GetJsonAsync($"/collections/{name}")).GetProperty("images").GetInt32());
        using (var again = await client.UploadAsync(name, ("a.png", Picture)))
        {
            Assert.Equal("added", (await again.JsonAsync()).GetProperty("images")[0].Text("status"));
        }

        Assert.Equal(Picture, await client.GetByteArrayAsync(url, Token));
        _proxy.Make(Of(outage));
        var problem = await client.GetProblemAsync(url, status, code);
        Assert.DoesNotContain("a text of the store", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_StoreGoesInMidBody_IsNoShorterImage()
    {
        await using var server = await StartAsync("Images:S3:Timeout=00:00:02");
        var noise = new byte[400 * 400 * 3];
        new Random(1).NextBytes(noise);
        using var picture = NetVips.Image.NewFromMemory(noise, 400, 400, 3, NetVips.Enums.BandFormat.Uchar);
        var bytes = picture.PngsaveBuffer();
        var name = await server.Client.NewCollectionAsync();
        (await server.Client.UploadAsync(name, ("noise.png", bytes))).Dispose();
        _proxy!.Make(Trouble.Cutting(50_000));

        await Assert.ThrowsAsync<HttpRequestException>(
            () => server.Client.GetByteArrayAsync($"/collections/{name}/images/{ImageId.Of(bytes)}", Token));
    }

    [Fact]
    public async Task Image_Presigned_IsReadFromTheStoreItselfEvenByThePage()
    {
        await using var server = await StartAsync("Images:S3:Reads=Presigned", "Images:S3:PresignedLifetime=00:10:00");
        var url = await AddAsync(server.Client);

        using var response = await server.Client.GetAsync(url, Token);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.True(response.Headers.CacheControl is { Private: true, Public: false, MaxAge.TotalMinutes: 5 });
        var link = response.Headers.Location!;
        Assert.Equal(_proxy!.Address.Port, link.Port);
        Assert.Equal(Picture, await server.Client.GetByteArrayAsync(link, Token));
        using var page = await server.Client.GetAsync("/", Token);
        Assert.Contains(
            $"img-src 'self' blob: {link.GetLeftPart(UriPartial.Authority)};", Assert.Single(page.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
        using var head = await SendAsync(server.Client, HttpMethod.Head, url, _ => { });
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        using var best = await server.Client.GetAsync($"/search/image?q=picture&collection={url.Split('/')[2]}", Token);
        Assert.Equal((HttpStatusCode.TemporaryRedirect, "no-cache"), (best.StatusCode, Assert.Single(best.Headers.GetValues("Cache-Control"))));
        await server.Client.GetProblemAsync($"{url[..url.LastIndexOf('/')]}/{Guid.NewGuid()}", 404, "NotFound");
    }

    private static Trouble Of(string outage) => outage switch
    {
        "refuses" => Trouble.Refusing,
        "hangs" => Trouble.Hanging,
        "busy" => Trouble.Answering(503, "SlowDown"),
        "full" => Trouble.Answering(507, "XMinioStorageFull"),
        _ => Trouble.Cutting(30),
    };

    private static async Task<string> AddAsync(HttpClient client)
    {
        var name = await client.NewCollectionAsync();
        using var added = await client.UploadAsync(name, ("a.png", Picture));
        return (await added.JsonAsync()).GetProperty("images")[0].Text("imageUrl");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string url, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(method, url);
        prepare(request);
        return await client.SendAsync(request, Token);
    }

    private Task<TestServer> StartAsync(params string[] settings) => TestServer.StartAsync(
    [
        "Images:Kind=S3",
        $"Images:S3:Endpoint={_proxy!.Address}",
        $"Images:S3:Bucket={_access.Bucket}",
        $"Images:S3:AccessKey={_access.AccessKey}",
        $"Images:S3:SecretKey={_access.SecretKey}",
        .. settings,
    ]);
}

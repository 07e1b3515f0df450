using Txt2Image.Storage.Images;
using Txt2Image.Storage.Images.S3;
using Txt2Image.Tests.Support.S3;

namespace Txt2Image.Storage.Tests.Images.S3;

public sealed class S3FailureTests(SharedS3Server shared) : IAsyncLifetime
{
    private static readonly TimeSpan Impatience = TimeSpan.FromSeconds(2);
    private static readonly byte[] Original = [.. Enumerable.Range(0, 400_000).Select(i => (byte)(i * 11))];
    private static readonly byte[] Thumbnail = [1, 2, 3];

    private readonly ImageKey _key = new(Guid.NewGuid(), Guid.NewGuid());
    private S3Access _access = null!;
    private TroubleProxy _proxy = null!;
    private S3ImageStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _access = await shared.LocalAsync();
        _proxy = new TroubleProxy(_access.Endpoint.Port);
        _store = Open(Impatience);
    }

    public async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }
    }

    public static TheoryData<string, int, string, StoreFault, string> Refusals => new()
    {
        { "slow down", 503, "SlowDown", StoreFault.Unavailable, "overloaded" },
        { "too many", 429, "TooManyRequests", StoreFault.Unavailable, "overloaded" },
        { "internal", 500, "InternalError", StoreFault.Unavailable, "not available" },
        { "quota", 403, "QuotaExceeded", StoreFault.Full, "space" },
        { "full", 507, "XMinioStorageFull", StoreFault.Full, "space" },
        { "denied", 403, "AccessDenied", StoreFault.Unavailable, "rejects the keys" },
        { "no bucket", 404, "NoSuchBucket", StoreFault.Unavailable, "Images:S3:Bucket" },
        { "region", 400, "AuthorizationHeaderMalformed", StoreFault.Unavailable, "Images:S3:Region" },
        { "clock", 403, "RequestTimeTooSkewed", StoreFault.Unavailable, "clock" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Open_StoreRefuses_IsNamedInWordsOfOurs(string name, int status, string code, StoreFault fault, string says)
    {
        using var patient = Open(TimeSpan.FromSeconds(60));
        _proxy.Make(Trouble.Answering(status, code));

        var failure = await FailureOf(() => patient.OpenAsync(_key, ImageKind.Original, Token));

        Assert.True(fault == failure.Fault, $"{name}: {failure.Fault}");
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a text of the store", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Outages => ["refuses", "hangs", "503", "another", "cuts"];

    /// <summary>A write during an outage fails, reports nothing as stored that is not, and the same store works afterwards.</summary>
    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Put_StoreIsDown_FailsInTimeAndWorksAgainByItself(string outage)
    {
        await _store.PutAsync(_key with { Image = Guid.NewGuid() }, Original, Thumbnail, Token);
        _proxy.Make(Of(outage));

        var failure = await FailureOf(() => _store.PutAsync(_key, Original, Thumbnail, Token)).WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal(StoreFault.Unavailable, failure.Fault);

        _proxy.Make(Trouble.None);
        await _store.PutAsync(_key, Original, Thumbnail, Token);
        await using var stream = (await _store.OpenAsync(_key, ImageKind.Original, Token))!;
        Assert.Equal(Original, await AllOf(stream));
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("503")]
    public async Task EveryCall_StoreIsAway_IsUnavailable(string outage)
    {
        _proxy.Make(Of(outage));
        Func<Task>[] calls =
        [
            () => _store.PutPreviewAsync(_key, Original, Thumbnail, Token),
            () => _store.ExistsAsync(_key, Token),
            () => _store.OpenAsync(_key, ImageKind.Thumbnail, Token),
            () => _store.DeleteAsync(_key, Token),
            () => _store.DropAsync(_key.Collection, Token),
        ];

        foreach (var call in calls)
        {
            Assert.Equal(StoreFault.Unavailable, (await FailureOf(call)).Fault);
        }
    }

    [Fact]
    public async Task Call_FailsInPassing_IsRepeated()
    {
        using var patient = Open(TimeSpan.FromSeconds(60));
        _proxy.Make(Trouble.Answering(503, "SlowDown") with { Times = 2 });

        Assert.Null(await patient.OpenAsync(_key, ImageKind.Original, Token));

        Assert.Equal(3, _proxy.Connections);
    }

    [Fact]
    public async Task Put_StoreIsSlow_Succeeds()
    {
        using var patient = Open(TimeSpan.FromSeconds(60));
        _proxy.Make(Trouble.Delaying(TimeSpan.FromMilliseconds(300)));

        await patient.PutAsync(_key, Original, Thumbnail, Token);

        Assert.True(await patient.ExistsAsync(_key, Token));
    }

    [Fact]
    public async Task Put_StoreDiesDuringTheBody_IsAFailureAndStoresNothing()
    {
        await using var server = await S3Server.StartAsync();
        await using var proxy = new TroubleProxy(server.Port);
        using var store = new S3ImageStore(Options(proxy, TimeSpan.FromSeconds(5)), _ => "image/jpeg", TimeProvider.System);
        await store.PutAsync(_key, Original, Thumbnail, Token);

        await server.KillAsync();
        var next = _key with { Image = Guid.NewGuid() };
        Assert.Equal(StoreFault.Unavailable, (await FailureOf(() => store.PutAsync(next, Original, Thumbnail, Token))).Fault);

        await server.StartAgainAsync();
        proxy.Make(Trouble.None);
        Assert.False(await store.ExistsAsync(next, Token));
        Assert.True(await store.ExistsAsync(_key, Token));
        await store.PutAsync(next, Original, Thumbnail, Token);
        Assert.True(await store.ExistsAsync(next, Token));
    }

    [Theory]
    [InlineData("cuts")]
    [InlineData("stalls")]
    public async Task Read_StoreGoesInMidBody_IsAFailureAndNoShorterImage(string outage)
    {
        await _store.PutAsync(_key, Original, Thumbnail, Token);
        _proxy.Make(outage == "cuts" ? Trouble.Cutting(20_000) : Trouble.Stalling(20_000));
        await using var stream = (await _store.OpenAsync(_key, ImageKind.Original, Token))!;

        var failure = await FailureOf(() => AllOf(stream)).WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.Equal(StoreFault.Unavailable, failure.Fault);
    }

    [Fact]
    public async Task Call_CallerLeaves_IsCancelledAtOnce()
    {
        using var patient = Open(TimeSpan.FromMinutes(5));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _proxy.Make(Trouble.Hanging);
        var put = patient.PutAsync(_key, Original, Thumbnail, caller.Token);
        await Eventually.IsTrueAsync(() => _proxy.Connections > 0, Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put.WaitAsync(TimeSpan.FromSeconds(60), Token));
    }

    [Fact]
    public async Task Call_FailsWhileTheCallerLeaves_IsCancelled()
    {
        using var connection = new S3Connection(Options(_proxy, Impatience), TimeProvider.System);
        using var caller = new CancellationTokenSource();

        var call = connection.CallAsync<int>(
            (_, _) =>
            {
                caller.Cancel();
                throw new HttpRequestException();
            },
            caller.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Call_WrongKey_IsUnavailableAndShowsNoKey()
    {
        var options = Options(_proxy, TimeSpan.FromSeconds(30));
        (options.AccessKey, options.SecretKey) = ("nobodys-key", "nobodys-secret");
        using var store = new S3ImageStore(options, _ => "image/jpeg", TimeProvider.System);

        var failure = await FailureOf(() => store.PutAsync(_key, Original, Thumbnail, Token));

        Assert.Equal(StoreFault.Unavailable, failure.Fault);
        Assert.Contains("rejects the keys", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nobodys-", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_NoSuchBucket_SaysSo()
    {
        var options = Options(_proxy, TimeSpan.FromSeconds(30));
        options.Bucket = "nobodys-bucket";
        using var store = new S3ImageStore(options, _ => "image/jpeg", TimeProvider.System);

        Assert.Contains(
            "Images:S3:Bucket", (await FailureOf(() => store.PutAsync(_key, Original, Thumbnail, Token))).Message, StringComparison.Ordinal);
    }

    private static Trouble Of(string outage) => outage switch
    {
        "refuses" => Trouble.Refusing,
        "hangs" => Trouble.Hanging,
        "503" => Trouble.Answering(503, "SlowDown"),
        "another" => Trouble.AnsweringAsAnother(),
        _ => Trouble.Cutting(40),
    };

    private S3ImageStore Open(TimeSpan timeout) => new(Options(_proxy, timeout), _ => "image/jpeg", TimeProvider.System);

    private S3Options Options(TroubleProxy proxy, TimeSpan timeout) => (_access with { Endpoint = proxy.Address }).Options(timeout);

    private static async Task<StoreException> FailureOf(Func<Task> call) => await Assert.ThrowsAsync<StoreException>(call);

    private static async Task<byte[]> AllOf(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }
}

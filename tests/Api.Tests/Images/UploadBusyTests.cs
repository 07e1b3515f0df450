using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Api.Tests.Images;

/// <summary>Uploads that do not end, on a separate server.</summary>
public sealed class UploadBusyTests(UploadBusyTests.Fixture fixture) : IClassFixture<UploadBusyTests.Fixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => fixture.Client;

    [Fact]
    public async Task Uploads_ThatDoNotEnd_KeepNoOtherWaiting()
    {
        var name = await Client.NewCollectionAsync();

        // The images of their whole groups are there already, so that these are no work: only the stalled parts could keep others waiting.
        for (var i = 0; i < 2 * UploadLimits.AtOnce; i++)
        {
            var group = Enumerable.Range(0, UploadLimits.GroupImages).Select(place => ($"{i}-{place}.png", Stalled.Picture(i, place)));
            using var added = await Client.UploadAsync(name, [.. group]);
            Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        }

        var stalled = Enumerable.Range(0, 2 * UploadLimits.AtOnce).Select(i => new Stalled(fixture.Server.Address, name, i)).ToList();
        foreach (var upload in stalled)
        {
            await upload.UnderWayAsync();
        }

        using (var other = await Client.UploadAsync(name, ("other.png", Png.Of(2))))
        {
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }

        foreach (var upload in stalled)
        {
            await upload.LeaveAsync();
            upload.Dispose();
        }

        // Nothing is kept of those that have left.
        var gate = fixture.Server.Services.GetRequiredService<UploadGate>();
        await Eventually.IsTrueAsync(() => gate.Buffered == 0, Token);
        Assert.Contains("other.png", (await HitsAsync(name)).Select(hit => hit.Text("name")), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Turns_AllTaken_RejectAGroupAfterPatience()
    {
        using var gate = new UploadGate();
        var turns = await Task.WhenAll(Enumerable.Range(0, UploadLimits.AtOnce).Select(_ => gate.EnterAsync(Token)));
        var failure = await Assert.ThrowsAsync<Txt2ImageException>(() => gate.EnterAsync(Token));
        Assert.Equal((ErrorCode.Overloaded, UploadLimits.RetryAfter), (failure.Code, failure.RetryAfter));
        turns[0].Dispose();
        using var next = await gate.EnterAsync(Token);
    }

    [Fact]
    public async Task Memory_OfAllUploads_HasOneBound()
    {
        using var gate = new UploadGate();
        using var memory = gate.Open();
        using (var other = gate.Open())
        {
            Assert.True(other.TryTake((int)UploadLimits.BufferedBytes - 100));
            var part = await PartReader.ReadAsync(new MemoryStream(new byte[101]), 1000, memory, Token);
            Assert.True(part is { Bytes: null, HasNoRoom: true }, "there was no room");
            Assert.Equal(100, (await PartReader.ReadAsync(new MemoryStream(new byte[100]), 1000, memory, Token)).Bytes!.Length);
        }

        Assert.Equal(100, gate.Buffered);
        Assert.Equal(default, await PartReader.ReadAsync(new MemoryStream(new byte[101]), 100, memory, Token));
        Assert.Equal(100, gate.Buffered);
        memory.Return(100);
        Assert.Equal(0, gate.Buffered);
    }

    [Fact]
    public async Task Image_WithoutRoom_IsRejectedAloneAndCanBeSentAgain()
    {
        var name = await Client.NewCollectionAsync();
        var gate = fixture.Server.Services.GetRequiredService<UploadGate>();
        var (small, large) = (Png.Of(1, 16, 16), Png.Of(2, 400, 400));
        using (var taken = gate.Open())
        {
            Assert.True(taken.TryTake((int)UploadLimits.BufferedBytes - small.Length));
            using var both = await Client.UploadAsync(name, ("large.png", large), ("small.png", small));
            var images = (await both.JsonAsync()).GetProperty("images");
            Assert.Equal("Overloaded", images[0].GetProperty("error").Text("code"));
            Assert.Equal("added", images[1].Text("status"));
            using var alone = await Client.UploadAsync(name, ("large.png", large));
            await alone.ProblemAsync(429, "Overloaded");
            Assert.True(alone.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1), "no Retry-After");
        }

        using var again = await Client.UploadAsync(name, ("large.png", large));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    /// <summary>
    /// An image that a client sent before it disconnected is stored completely or not at all: everything that is found can be fetched.
    /// </summary>
    [Fact]
    public async Task Upload_LeftInTheMiddle_LeavesNothingHalf()
    {
        var name = await Client.NewCollectionAsync();
        using var upload = new Stalled(fixture.Server.Address, name, 40);
        await upload.UnderWayAsync();

        await upload.LeaveAsync();

        using var again = await Client.UploadAsync(name, ("again.png", Stalled.Picture(40, 0)));
        var status = (await again.JsonAsync()).GetProperty("images")[0].Text("status");
        Assert.Contains(status, (string[])["added", "updated"]);
        foreach (var hit in await HitsAsync(name))
        {
            using var image = await Client.GetAsync(hit.Text("imageUrl"), Token);
            using var thumbnail = await Client.GetAsync(hit.Text("thumbnailUrl"), Token);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (image.StatusCode, thumbnail.StatusCode));
        }
    }

    /// <summary>All images that the collection has now.</summary>
    private async Task<List<JsonElement>> HitsAsync(string collection)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/search?q=a&k=1000&collection={collection}");
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        using var response = await Client.SendAsync(request, Token);
        return [.. (await response.JsonAsync()).GetProperty("hits").EnumerateArray()];
    }

    public sealed class Fixture() : ServerFixture([]);

    /// <summary>An upload of more than one group, whose last file never ends.</summary>
    private sealed class Stalled : IDisposable
    {
        private readonly CancellationTokenSource _leaving = new();
        private readonly Body _body;
        private readonly Task _sending;

        public Stalled(Uri server, string collection, int number)
        {
            _body = new Body(number);
            _sending = SendAsync(new Uri(server, $"/collections/{collection}/images"));
        }

        public static byte[] Picture(int number, int place) => Png.Of((number * 1000) + place, 16, 16);

        /// <summary>The server requests the body only when the upload's turn comes.</summary>
        public Task UnderWayAsync() => _body.Asked.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);

        public async Task LeaveAsync()
        {
            await _leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _sending);
        }

        public void Dispose()
        {
            _leaving.Dispose();
            _body.Dispose();
        }

        private async Task SendAsync(Uri url)
        {
            using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan });
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = _body };
            request.Headers.ExpectContinue = true;
            using var response = await client.SendAsync(request, _leaving.Token);
        }

        private sealed class Body : HttpContent
        {
            private readonly int _number;

            public Body(int number)
            {
                _number = number;
                Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=xyz");
            }

            public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
                SerializeToStreamAsync(stream, context, Token);

            protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
            {
                for (var place = 0; place <= UploadLimits.GroupImages; place++)
                {
                    await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
                        $"--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"{_number}-{place}.png\"\r\n\r\n"), cancellationToken);
                    await stream.WriteAsync(Picture(_number, place), cancellationToken);
                    await stream.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
                }

                await stream.FlushAsync(cancellationToken);
                Asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            protected override bool TryComputeLength(out long length)
            {
                length = 0;
                return false;
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Telemetry;

/// <summary>Checks what is sent over OTLP with a collector that keeps the bodies, which contain names and tags as plain text.</summary>
public sealed class OtlpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_IsOneTraceFromTheRequestToTheStore_WithoutTheQuestion()
    {
        const string Question = "zebrafinch on a waterwheel";
        await using var collector = Collector.Start();
        string trace;
        await using (var server = await TestServer.StartAsync(arguments: collector.Settings))
        {
            var gallery = await server.Client.NewGalleryAsync(1);
            trace = $"{Guid.NewGuid():N}";
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/search?q={Uri.EscapeDataString(Question)}&collection={gallery}");
            request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
            using var response = await server.Client.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var spans = collector.Received("/v1/traces");
        string[] expected =
            ["txt2image-api", "IQueryGrain/SearchAsync", "search flight", "IEncoderGrain/EncodeTextAsync", "encode", "store search", "add images",
                "store upsert"];
        Assert.All(expected, name => Assert.Contains(name, spans, StringComparison.Ordinal));
        Assert.True(Occurrences(spans, Encoding.Latin1.GetString(Convert.FromHexString(trace))) >= 6, "the spans of the search are not of its trace");
        Assert.DoesNotContain("zebrafinch", spans, StringComparison.OrdinalIgnoreCase);
        var metrics = collector.Received("/v1/metrics");
        Assert.Contains("txt2image.store.duration", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("zebrafinch", metrics, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Service_NamedByTheEnvironment_HasThatName()
    {
        await using var collector = Collector.Start();
        await using (var server = await TestServer.StartAsync(arguments: [.. collector.Settings, "--OTEL_SERVICE_NAME=pictures-of-ours"]))
        {
            await server.Client.GetJsonAsync("/collections");
        }

        Assert.Contains("pictures-of-ours", collector.Received("/v1/traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("txt2image-api", collector.Received("/v1/traces"), StringComparison.Ordinal);
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    private sealed class Collector : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
        private readonly string _address = $"http://127.0.0.1:{FreePort.Next()}";
        private Task _listening = Task.CompletedTask;

        public string[] Settings => [$"--OTEL_EXPORTER_OTLP_ENDPOINT={_address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"];

        public static Collector Start()
        {
            var collector = new Collector();
            collector._listener.Prefixes.Add(collector._address + "/");
            collector._listener.Start();
            collector._listening = collector.ListenAsync();
            return collector;
        }

        public string Received(string path) => string.Concat(_received.Where(one => one.Path == path).Select(one => one.Body));

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _listening;
        }

        private async Task ListenAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body);
                    _received.Enqueue((context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                    context.Response.Close();
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // This is how the collector ends.
            }
        }
    }
}

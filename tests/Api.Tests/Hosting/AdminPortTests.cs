using System.Net;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Hosting;

/// <summary>A server with keys and an admin port.</summary>
public sealed class AdminPortTests(AdminPortTests.Fixture fixture) : IClassFixture<AdminPortTests.Fixture>
{
    private const string Key = "a-long-secret-of-the-test";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/dash/")]
    public async Task AdminPort_ItsOwn_IsServedWithoutAKey(string path)
    {
        using var response = await fixture.Admin.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/collections")]
    [InlineData("/search?q=a")]
    [InlineData("/status")]
    [InlineData("/docs/")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/app.js")]
    public async Task AdminPort_ThePublicApi_Is404(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Api-Key", Key);

        using var response = await fixture.Admin.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/metrics/")]
    [InlineData("GET", "/METRICS")]
    [InlineData("POST", "/metrics")]
    [InlineData("GET", "/dash")]
    [InlineData("GET", "/dash/")]
    [InlineData("GET", "/dash/index.min.js")]
    [InlineData("POST", "/dash")]
    public async Task PublicPort_WhatIsTheAdministrators_Is404WhateverHostIsNamed(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("X-Api-Key", Key);
        request.Headers.Host = $"localhost:{fixture.Admin.BaseAddress!.Port}";

        using var response = await fixture.Client.SendAsync(request, Token);

        var problem = await response.ProblemAsync(404, "NotFound");
        Assert.DoesNotContain("nearest is /metrics", problem.Text("detail"), StringComparison.Ordinal);
        Assert.DoesNotContain("nearest is /dash", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdminPort_OnLoopback_AnswersToNoOtherName()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Host = "rebound.example";

        using var response = await fixture.Admin.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Metrics_OfSearchesAndImages_AreThereAndTellNothingOfTheQuestion()
    {
        using var asking = new HttpClient { BaseAddress = fixture.Client.BaseAddress };
        asking.DefaultRequestHeaders.Add("X-Api-Key", Key);
        var gallery = await asking.NewGalleryAsync(2);
        const string Question = "zebrafinch";
        await asking.GetJsonAsync($"/search?q={Question}&collection={gallery}");
        await asking.GetJsonAsync($"/search?q={Question}&collection={gallery}");

        string[] expected =
        [
            "http_server_request_duration_seconds_bucket", "txt2image_answers_total", "cache=\"memory\"", "complete=\"yes\"",
            "txt2image_cache_calls_total",
            "txt2image_queue_wait_seconds_bucket",
            "txt2image_batch_size_bucket", "txt2image_inference_duration_seconds_bucket", "tower=\"text\"", "tower=\"vision\"", "device=\"cpu\"",
            "txt2image_store_duration_seconds_bucket", "operation=\"search\"", "operation=\"upsert\"", "txt2image_images_total", "outcome=\"Added\"",
            "dotnet_gc_",
        ];
        // A scrape may return a cached answer, and a request is counted after it was answered.
        var metrics = "";
        for (var tries = 0; tries < 100 && !expected.All(one => metrics.Contains(one, StringComparison.Ordinal)); tries++)
        {
            if (tries > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
            }

            metrics = await fixture.Admin.GetStringAsync("/metrics", Token);
        }

        Assert.All(expected, one => Assert.Contains(one, metrics, StringComparison.Ordinal));
        Assert.DoesNotContain(Question, metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Admin:Url=localhost:9090")]
    [InlineData("Admin:Url=https://localhost:9090")]
    [InlineData("Admin:Url=http://localhost:0")]
    [InlineData("Admin:Url=http://localhost:9090/admin")]
    [InlineData("Admin:Url=http://127.0.0.1:18099")]
    public async Task Url_ThatCannotWork_EndsTheStart(string setting)
    {
        using var data = new TemporaryFolder();
        var (exitCode, _, error) = await ApiProcess.RunAsync(
            ["--urls=http://127.0.0.1:18099", $"--Txt2Image:DataDirectory={data.Path}", $"--Txt2Image:{setting}"]);

        Assert.Equal(2, exitCode);
        Assert.Contains("Txt2Image:Admin:Url", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthCommand_OfARunningServer_TellsByItsExitStatus()
    {
        var (well, _, _) = await ApiProcess.RunAsync(["--health", new Uri(fixture.Admin.BaseAddress!, "/health/ready").ToString()]);
        var (missing, _, why) = await ApiProcess.RunAsync(["--health", new Uri(fixture.Admin.BaseAddress!, "/nothing").ToString()]);
        var (gone, _, _) = await ApiProcess.RunAsync(["--health", "http://127.0.0.1:1/health/ready"]);

        Assert.Equal((0, 1, 1), (well, missing, gone));
        Assert.Contains("404", why, StringComparison.Ordinal);
    }

    public sealed class Fixture : ServerFixture
    {
        private readonly int _port;

        public Fixture()
            : this(FreePort.Next())
        {
        }

        private Fixture(int port)
            : base([$"Admin:Url=http://127.0.0.1:{port}", $"Security:ApiKeys:0={Key}"])
        {
            _port = port;
            Admin = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
        }

        internal HttpClient Admin { get; }
    }
}

using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Orleans.Runtime;
using Txt2Image.Api.Errors;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage;

namespace Txt2Image.Api.Tests.Errors;

/// <summary>Calls routes that fail in every way, on a separate server.</summary>
public sealed class FailureTests(FailureTests.Fixture fixture) : IClassFixture<FailureTests.Fixture>
{
    private HttpClient Client => fixture.Client;

    [Fact]
    public async Task Unexpected_Exception_Is500WithoutALeak()
    {
        var problem = await Client.GetProblemAsync("/fail/unexpected", 500, "Internal");

        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("overloaded", 429, "Overloaded", "3")]
    [InlineData("unavailable", 503, "Unavailable", "1")]
    [InlineData("rejected", 503, "Unavailable", "1")]
    [InlineData("timeout", 504, "Timeout", null)]
    [InlineData("deadline", 504, "Timeout", null)]
    [InlineData("full", 507, "StorageFull", null)]
    [InlineData("mismatch", 409, "Conflict", null)]
    [InlineData("corrupt-store", 500, "Internal", null)]
    public async Task Failure_OfEachKind_HasItsStatus(string kind, int status, string code, string? retryAfter)
    {
        using var response = await Client.GetAsync($"/fail/{kind}", TestContext.Current.CancellationToken);

        await response.ProblemAsync(status, code);
        Assert.Equal(retryAfter, response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task Failure_BehindTheFirstBytes_EndsTheConnection() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => Client.GetStringAsync("/fail/late", TestContext.Current.CancellationToken));

    [Fact]
    public async Task Deadline_OfARequest_IsKept()
    {
        var watch = Stopwatch.StartNew();

        await Client.GetProblemAsync("/fail/deadline", 504, "Timeout");

        // Without the deadline it would not end. How much later it ends is up to the machine.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.25, double.MaxValue);
    }

    [Fact]
    public void Table_EveryCode_HasAStatusOfItsOwnAndATitle()
    {
        var rows = Enum.GetValues<ErrorCode>().Select(ErrorTable.Of).ToList();

        Assert.Equal(rows.Count, rows.Select(row => row.Status).Distinct().Count());
        Assert.All(rows, row => Assert.NotEmpty(row.Title));
    }

    private static void Add(WebApplication app)
    {
        void Fail(string kind, Func<Exception> failure) => app.MapGet($"/fail/{kind}", void () => throw failure());
        Fail("unexpected", () => new InvalidOperationException("secret at /home/someone"));
        Fail("overloaded", () => new Txt2ImageException(ErrorCode.Overloaded, "Busy.") { RetryAfter = TimeSpan.FromSeconds(2.1) });
        Fail("unavailable", () => new StoreException(StoreFault.Unavailable, "The store does not answer."));
        Fail("rejected", () => new SiloUnavailableException("secret"));
        Fail("timeout", () => new TimeoutException("secret"));
        Fail("full", () => new StoreException(StoreFault.Full, "No space."));
        Fail("mismatch", () => new StoreException(StoreFault.Mismatch, "The vector has 2 dimensions; the collection's have 8."));
        Fail("corrupt-store", () => new StoreException(StoreFault.Corrupt, "Look at it."));
        app.MapGet("/fail/late", async (HttpContext http) =>
        {
            await http.Response.WriteAsync("half an answer");
            await http.Response.Body.FlushAsync();
            throw new InvalidOperationException();
        });
        app.MapGet("/fail/deadline", (HttpContext http) => Task.Delay(Timeout.Infinite, http.Deadline())).WithDeadline();
    }

    public sealed class Fixture() : ServerFixture(["Search:Deadline=00:00:00.300", "Search:StoreDeadline=00:00:00.200"], Add);
}

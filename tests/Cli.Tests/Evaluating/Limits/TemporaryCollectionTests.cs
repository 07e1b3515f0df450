using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Evaluating.Limits;

/// <summary>However the run ends, its collection goes.</summary>
public sealed class TemporaryCollectionTests
{
    private readonly ConcurrentQueue<string> _deleted = new();
    private int _answerToDelete = 204;

    [Fact]
    public async Task Interrupted_WhileItAddsPictures_DeletesTheCollection()
    {
        await using var server = await StartAsync();
        using var interruption = new CancellationTokenSource();
        server.BeforeUpload = async _ => await interruption.CancelAsync();

        var run = await CliRun.StartAsync(["eval", "limits", "--url", server.Url], cancellationToken: interruption.Token);

        Assert.Equal(130, run.Code);
        Assert.Equal(server.Collections.Keys, _deleted);
    }

    [Fact]
    public async Task Picture_ThatTheServerRejects_EndsTheRunAndDeletesTheCollection()
    {
        await using var server = await StartAsync();
        server.Fault = name =>
            name == "counting-03a.webp" ? new JsonObject { ["code"] = "StorageFull", ["detail"] = "The disk is full.", ["status"] = 200 } : null;

        var run = await CliRun.WithAsync(server, "eval", "limits");

        Assert.Equal(1, run.Code);
        Assert.Contains("the server does not add counting-03a.webp: The disk is full.", run.Error, StringComparison.Ordinal);
        Assert.Equal(server.Collections.Keys, _deleted);
    }

    [Fact]
    public async Task Store_FailingWhenAsked_EndsTheRunAndDeletesTheCollection()
    {
        await using var server = await StartAsync();

        var run = await CliRun.WithAsync(server, "eval", "limits");

        Assert.Equal(1, run.Code);
        Assert.Contains("The store is broken.", run.Error, StringComparison.Ordinal);
        Assert.Equal(server.Collections.Keys, _deleted);
        Assert.Equal(384, server.Uploads.Sum(names => names.Count));
    }

    [Fact]
    public async Task Collection_ThatCannotBeDeleted_IsNamedWithTheCommandThatDoes()
    {
        _answerToDelete = 500;
        await using var server = await StartAsync();

        var run = await CliRun.WithAsync(server, "eval", "limits");

        Assert.Equal(1, run.Code);
        Assert.Contains($"txt2image collections delete {server.Collections.Keys.Single()} --yes", run.Error, StringComparison.Ordinal);
    }

    private Task<FakeServer> StartAsync() => FakeServer.StartAsync(app =>
    {
        app.MapPost("/search/batch", () => FakeServer.Problem(500, "Internal", "The store is broken."));
        app.MapDelete("/collections/{name}", (string name) =>
        {
            _deleted.Enqueue(name);
            return Results.StatusCode(_answerToDelete);
        });
    });
}

using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Txt2Image.Hub.StandIn;

/// <summary>
/// A stand-in for a hub of models, over HTTP: revisions, trees in pages, files with parts and redirects to a second host, tokens, gates and faults.
/// It behaves as huggingface_hub's source expects of the real one.
/// </summary>
public sealed class StandInHub : IAsyncDisposable
{
    private const int PageSize = 5;
    private readonly WebApplication _hub;
    private readonly WebApplication _files;
    private readonly ConcurrentDictionary<string, StandInRepository> _repositories = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<StandInRequest> _requests = new();

    private StandInHub(int port)
    {
        _hub = Create(port);
        _files = Create(0);
        _hub.MapGet("/api/models/{organisation}/{name}/revision/{revision}", RevisionAsync);
        _hub.MapGet("/api/models/{organisation}/{name}/tree/{revision}", TreeAsync);
        _hub.MapGet("/{organisation}/{name}/resolve/{revision}/{**path}", ResolveAsync);
        _files.MapGet("/{organisation}/{name}/{**path}", (HttpContext context, string organisation, string name, string path) =>
        {
            Log(context);
            return SendAsync(context, _repositories[$"{organisation}/{name}"], path);
        });
    }

    /// <summary>Its address.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The token that private repositories ask for.</summary>
    public string Token { get; } = "hf_stand-in";

    /// <summary>What goes wrong.</summary>
    public StandInFaults Faults { get; } = new();

    /// <summary>All requests so far.</summary>
    public IReadOnlyCollection<StandInRequest> Requests => _requests;

    /// <summary>Starts a hub with repositories.</summary>
    public static async Task<StandInHub> StartAsync(int port, params StandInRepository[] repositories)
    {
        var hub = new StandInHub(port);
        foreach (var repository in repositories)
        {
            hub.Set(repository);
        }

        await hub._files.StartAsync();
        await hub._hub.StartAsync();
        hub.Url = hub._hub.Urls.First();
        return hub;
    }

    /// <summary>Adds a repository, or replaces it.</summary>
    public void Set(StandInRepository repository) => _repositories[repository.Name] = repository;

    /// <summary>Runs until the process is asked to stop.</summary>
    public Task WaitForShutdownAsync() => _hub.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _files.DisposeAsync();
    }

    private static WebApplication Create(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        return builder.Build();
    }

    private Task RevisionAsync(HttpContext context, string organisation, string name, string revision) =>
        AnswerAsync(context, organisation, name, revision, repository => context.Response.WriteAsJsonAsync(new
        {
            id = repository.Name,
            sha = repository.Commit,
            cardData = repository.Licence is { } licence ? new { license = licence } : null,
        }));

    private Task TreeAsync(HttpContext context, string organisation, string name, string revision) =>
        AnswerAsync(context, organisation, name, revision, repository =>
        {
            var from = int.TryParse(context.Request.Query["cursor"], CultureInfo.InvariantCulture, out var cursor) ? cursor : 0;
            var paths = repository.Files.Keys.Order(StringComparer.Ordinal).Skip(from).Take(PageSize).ToList();
            if (from + paths.Count < repository.Files.Count)
            {
                context.Response.Headers.Link = $"<{Url}{context.Request.Path}?recursive=true&cursor={from + PageSize}>; rel=\"next\"";
            }

            object[] folders = from == 0 ? [new { type = "directory", path = "onnx", size = 0, oid = "0" }] : [];
            return context.Response.WriteAsJsonAsync(folders.Concat(paths.Select(repository.Entry)));
        });

    private Task ResolveAsync(HttpContext context, string organisation, string name, string revision, string path) =>
        AnswerAsync(context, organisation, name, revision, repository =>
        {
            if (!repository.Files.ContainsKey(path))
            {
                return FailAsync(context, 404, "EntryNotFound");
            }

            if (!repository.IsLarge(path))
            {
                return SendAsync(context, repository, path);
            }

            context.Response.StatusCode = 302;
            context.Response.Headers.Location = $"{_files.Urls.First()}/{repository.Name}/{path}?signature=1";
            return Task.CompletedTask;
        });

    private Task AnswerAsync(
        HttpContext context, string organisation, string name, string revision, Func<StandInRepository, Task> answer)
    {
        var hasToken = Log(context);
        if (Faults.TakeStatus(context.Request.Path) is { Status: { } status } fault)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter?.ToString(CultureInfo.InvariantCulture);
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }

        var wanted = $"{organisation}/{name}";
        if (_repositories.Values.FirstOrDefault(one => one.FormerName == wanted) is { } renamed)
        {
            context.Response.StatusCode = 307;
            var path = context.Request.Path.Value!.Replace(wanted, renamed.Name, StringComparison.Ordinal);
            context.Response.Headers.Location = path + context.Request.QueryString;
            return Task.CompletedTask;
        }

        var isFile = context.Request.Path.Value!.Contains("/resolve/", StringComparison.Ordinal);
        return _repositories.TryGetValue(wanted, out var repository) switch
        {
            false => FailAsync(context, hasToken ? 404 : 401, hasToken ? "RepoNotFound" : null),
            true when repository!.IsPrivate && !hasToken => FailAsync(context, 401, null),
            true when repository!.IsGated && isFile => FailAsync(context, 403, "GatedRepo"),
            true when revision != "main" && revision != repository!.Commit => FailAsync(context, 404, "RevisionNotFound"),
            _ => answer(repository!),
        };
    }

    private bool Log(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString();
        _requests.Enqueue(new(
            context.Request.Host.Port == new Uri(Url).Port, context.Request.Path.Value!, token, context.Request.Headers.Range.ToString()));
        return token == $"Bearer {Token}";
    }

    private static Task FailAsync(HttpContext context, int status, string? code)
    {
        context.Response.StatusCode = status;
        if (code is not null)
        {
            context.Response.Headers["X-Error-Code"] = code;
        }

        return Task.CompletedTask;
    }

    private async Task SendAsync(HttpContext context, StandInRepository repository, string path)
    {
        var fault = Faults.TakeBytes(path);
        var bytes = repository.Files[path];
        var range = Faults.IgnoresRanges ? null : context.Request.GetTypedHeaders().Range?.Ranges.Single();
        var from = (int)(range?.From ?? 0);
        if (from > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }

        var rest = bytes[from..];
        if (fault is { Damages: true })
        {
            rest[0] ^= 1;
        }

        context.Response.ContentLength = rest.Length;
        var sent = fault?.CutAfter is { } cut ? Math.Min(cut, rest.Length) : rest.Length;
        for (var at = 0; at < sent; at += 64 << 10)
        {
            await Task.Delay(Faults.Delay, context.RequestAborted);
            await context.Response.Body.WriteAsync(rest.AsMemory(at, Math.Min(64 << 10, sent - at)), context.RequestAborted);
        }

        if (sent < rest.Length)
        {
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
    }
}

/// <summary>A request to the stand-in.</summary>
/// <param name="IsForHub">Whether it came to the hub, not to the host of large files.</param>
/// <param name="Path">Its path.</param>
/// <param name="Authorization">Its header of that name, or "".</param>
/// <param name="Range">Its header of that name, or "".</param>
public sealed record StandInRequest(bool IsForHub, string Path, string Authorization, string Range);

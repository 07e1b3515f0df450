using System.Globalization;
using System.Net;

namespace Txt2Image.Hub.Downloads;

/// <summary>Says what a hub's refusal means, and what to do.</summary>
internal static class HubFaults
{
    /// <summary>An exception that is worth another try (<see cref="HttpRequestException"/>), or the final one.</summary>
    public static Exception Of(HttpResponseMessage response, HubSettings settings, string repository, string revision)
    {
        var code = response.Headers.TryGetValues("X-Error-Code", out var values) ? values.First() : "";
        var hub = settings.Hub;
        var token = settings.Token is null ? "give a token that may read it with HF_TOKEN" : "check that your token (HF_TOKEN) may read it";
        return (response.StatusCode, code) switch
        {
            (_, "GatedRepo") or (HttpStatusCode.Forbidden, _) => new HubException(
                $"{repository} is gated. Accept its terms at {hub}/{repository} with your account, then {token}."),
            (_, "RevisionNotFound") => new HubException(
                $"{repository} has no revision '{revision}'. Its branches are at {hub}/{repository}/tree/main."),
            (_, "EntryNotFound") => new HubException(
                $"{repository} has no file {response.RequestMessage?.RequestUri?.AbsolutePath} any more at {revision}. Pull it again."),
            (HttpStatusCode.Unauthorized, _) => new HubException(
                $"{hub} has no public repository {repository}. Check its name; if it is private or gated, {token}."),
            (HttpStatusCode.NotFound, _) => new HubException(
                $"{hub} has no repository {repository}. Check its name, or choose a model of the catalogue: txt2image models list"),
            (HttpStatusCode.RequestedRangeNotSatisfiable, _) => new IOException("the hub does not have the requested part"),
            _ when Retries.IsTransient(response.StatusCode) => new BusyException(response),
            _ => new HubException($"{hub} answers {(int)response.StatusCode} {response.ReasonPhrase} for {repository}."),
        };
    }
}

/// <summary>The hub asks to try again later.</summary>
internal sealed class BusyException(HttpResponseMessage response)
    : HttpRequestException($"it answers {(int)response.StatusCode} {response.ReasonPhrase}", null, response.StatusCode)
{
    private const string Seconds = "t=";

    /// <summary>When to try again, from <c>Retry-After</c> or the hub's own <c>RateLimit</c>; null if it does not say.</summary>
    public TimeSpan? After { get; } = response.Headers.RetryAfter?.Delta ?? RateLimit(response);

    private static TimeSpan? RateLimit(HttpResponseMessage response) =>
        response.Headers.TryGetValues("RateLimit", out var values)
            && values.SelectMany(static value => value.Split(';', ',')).Select(static part => part.Trim())
                .FirstOrDefault(static part => part.StartsWith(Seconds, StringComparison.Ordinal)) is { } part
            && int.TryParse(part.AsSpan(Seconds.Length), CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}

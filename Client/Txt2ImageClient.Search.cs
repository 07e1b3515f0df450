using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Txt2Image.Client;

public sealed partial class Txt2ImageClient
{
    /// <summary>Finds the images that match a text or other terms, best first.</summary>
    /// <param name="request">The search.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ServerErrorException">
    /// InvalidRequest: a value is out of its range. NotFound: there is no such collection or example. Overloaded, Unavailable or Timeout: try again
    /// later.
    /// </exception>
    /// <exception cref="ServerUnreachableException">No server answers.</exception>
    public Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _sender.ReadAsync<SearchAnswer>(() => Message(request), cancellationToken);
    }

    /// <summary>A filter and terms may be longer than a URL can be, and the name of a field may contain a comma, so they go into the body.</summary>
    private HttpRequestMessage Message(SearchRequest request)
    {
        var message = request is { Filter: null, Terms.Count: 0, Facets.Count: 0, Text: not null }
            ? _sender.Request(HttpMethod.Get, Query(request))
            : _sender.Request(HttpMethod.Post, "search", JsonContent.Create(Body(request)));
        if (request.IsFresh)
        {
            message.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        }

        return message;
    }

    private static string Query(SearchRequest request)
    {
        var path = new StringBuilder("search?q=").Append(Uri.EscapeDataString(request.Text!));
        Append(path, "k", request.K);
        Append(path, "offset", request.Offset);
        Append(path, "cursor", request.Cursor);
        Append(path, "minScore", request.MinScore);
        Append(path, "cutoff", request.CutsOff ? "auto" : null);
        Append(path, "maxChance", request.MaxChance);
        Append(path, "collection", request.Collection);
        Append(path, "filter", request.FilterText);
        Append(path, "sort", Word(request.Sort));
        Append(path, "collapse", request.Collapse);
        Append(path, "diversity", request.Diversity);
        Append(path, "within", request.Within);
        Append(path, "ef", request.Ef);
        Append(path, "exact", request.IsExact ? "true" : null);
        Append(path, "partial", request.AllowsPartial ? "allow" : null);
        return path.ToString();
    }

    private static string? Word(HitOrder? order) => order switch
    {
        null => null,
        HitOrder.Score => "score",
        HitOrder.Taken => "taken",
        HitOrder.Name => "name",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no such order."),
    };

    private static void Append(StringBuilder path, string name, IConvertible? value)
    {
        if (value is not null)
        {
            path.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static JsonObject Body(SearchRequest request)
    {
        var body = new JsonObject();
        Add("q", request.Text);
        Add("terms", request.Terms.Count == 0 ? null : new JsonArray([.. request.Terms.Select(term => term.ToJson())]));
        Add("examples", request.WithExamples ? true : null);
        Add("k", request.K);
        Add("offset", request.Offset);
        Add("cursor", request.Cursor);
        Add("minScore", request.MinScore);
        Add("cutoff", request.CutsOff ? "auto" : null);
        Add("maxChance", request.MaxChance);
        Add("collection", request.Collection);
        Add("filter", request.Filter?.ToJson() ?? request.FilterText);
        Add("sort", Word(request.Sort));
        Add("collapse", request.Collapse);
        Add("diversity", request.Diversity);
        Add("facets", request.Facets.Count == 0 ? null : new JsonArray([.. request.Facets.Select(field => JsonValue.Create(field))]));
        Add("within", request.Within);
        Add("ef", request.Ef);
        Add("exact", request.IsExact ? true : null);
        Add("partial", request.AllowsPartial ? "allow" : null);
        return body;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }
    }
}

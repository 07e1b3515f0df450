using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>The location of Qdrant and how to use it. Every setting except the address has a default.</summary>
public sealed class QdrantOptions
{
    /// <summary>The address of its gRPC interface, e.g. <c>http://localhost:6334</c>; https for an encrypted connection.</summary>
    public Uri? Url { get; set; }

    /// <summary>
    /// The addresses of the gRPC interfaces of several nodes of one cluster (<c>Urls:0</c>, <c>Urls:1</c>…), in place of <c>Url</c>. Calls go to all
    /// nodes that answer, in turn.
    /// </summary>
    public IList<string> Urls { get; } = [];

    /// <summary>Its API key, if it requires one. It is sent with every call and never printed.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The prefix of the names of our Qdrant collections: 1 to 32 characters of a-z, 0-9 and hyphen.</summary>
    [RegularExpression("[a-z0-9-]{1,32}", ErrorMessage = "1 to 32 characters of a-z, 0-9 and hyphen.")]
    public string Prefix { get; set; } = "txt2image";

    /// <summary>
    /// The number of nodes that store a new collection's points. A write is acknowledged once all of them have it, so that reads from any of them
    /// see it. While one is down, reads work but writes fail.
    /// </summary>
    [Range(1, 16)]
    public int Replicas { get; set; } = 1;

    /// <summary>The number of shards of a new collection; 0: the server's default.</summary>
    [Range(0, 1024)]
    public int Shards { get; set; }

    /// <summary>
    /// Whether searches compare the query with every point: same results as the embedded store, but in time proportional to the collection.
    /// </summary>
    public bool Exact { get; set; }

    /// <summary>
    /// The number of candidates that an HNSW search keeps (ef); more increase recall and take longer. At least the requested number of hits is used.
    /// </summary>
    [Range(1, 10_000)]
    public int Ef { get; set; } = 128;

    /// <summary>How long a read or a search may take, including retries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a write of points may take, including retries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long creating or dropping a collection may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan CreateTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether there is an address.</summary>
    public bool HasAddress => Url is not null || Urls.Count > 0;

    /// <summary>All addresses; they must be valid.</summary>
    internal IReadOnlyList<Uri> Addresses() => Url is null ? [.. Urls.Select(url => new Uri(url))] : [Url];

    /// <summary>Errors in the addresses and the key, one sentence each; none contains the key.</summary>
    public IEnumerable<string> Faults()
    {
        if (Url is not null && !IsValid(Url))
        {
            yield return "Url: must be an absolute http or https address such as http://localhost:6334.";
        }

        if (Url is not null && Urls.Count > 0)
        {
            yield return "Urls: set together with Url. Set one of them.";
        }

        var urls = Urls.Select(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && IsValid(address) ? address : null).ToList();
        for (var i = 0; i < urls.Count; i++)
        {
            if (urls[i] is null)
            {
                yield return $"Urls:{i}: must be an absolute http or https address such as http://localhost:6334.";
            }
        }

        if (urls.OfType<Uri>().Select(url => url.Scheme).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            yield return "Urls: must all be http, or all https.";
        }

        if (string.IsNullOrEmpty(ApiKey))
        {
            yield break;
        }

        if (!HasAddress)
        {
            yield return "ApiKey: set without a Url.";
        }

        if (ApiKey.Any(letter => letter is < ' ' or > '~'))
        {
            yield return "ApiKey: contains an invalid character; was a line break copied with it?";
        }
    }

    private static bool IsValid(Uri url) => url is { IsAbsoluteUri: true, Scheme: "http" or "https" };
}

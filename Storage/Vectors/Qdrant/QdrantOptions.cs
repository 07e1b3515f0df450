using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>The location of Qdrant and how to use it. Every setting except the address has a default.</summary>
public sealed class QdrantOptions
{
    /// <summary>The address of its gRPC interface, e.g. <c>http://localhost:6334</c>; https for an encrypted connection.</summary>
    public Uri? Url { get; set; }

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

    /// <summary>Errors in the address and the key, one sentence each; none contains the key.</summary>
    public IEnumerable<string> Faults()
    {
        if (Url is not null and not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return "Url: must be an absolute http or https address such as http://localhost:6334.";
        }

        if (string.IsNullOrEmpty(ApiKey))
        {
            yield break;
        }

        if (Url is null)
        {
            yield return "ApiKey: set without a Url.";
        }

        if (ApiKey.Any(letter => letter is < ' ' or > '~'))
        {
            yield return "ApiKey: contains an invalid character; was a line break copied with it?";
        }
    }
}

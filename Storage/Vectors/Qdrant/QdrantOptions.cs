using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Storage.Vectors.Qdrant;

/// <summary>Where Qdrant is and how it is used. Every setting but the address has a default.</summary>
public sealed class QdrantOptions
{
    /// <summary>The address of its gRPC interface, as <c>http://localhost:6334</c>; https where the connection is encrypted.</summary>
    public Uri? Url { get; set; }

    /// <summary>The key that it asks for, if any. It is sent with every call and never shown.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Begins the names of all its collections that are ours: 1 to 32 of a-z, 0-9 and hyphen.</summary>
    [RegularExpression("[a-z0-9-]{1,32}", ErrorMessage = "1 to 32 characters of a-z, 0-9 and hyphen.")]
    public string Prefix { get; set; } = "txt2image";

    /// <summary>
    /// On how many nodes a new collection's points are kept. A write is acknowledged once all of them have it, so that a read from any of them shows
    /// it; so while one is down, there are reads but no writes.
    /// </summary>
    [Range(1, 16)]
    public int Replicas { get; set; } = 1;

    /// <summary>Into how many shards a new collection is cut; 0: as the server does by itself.</summary>
    [Range(0, 1024)]
    public int Shards { get; set; }

    /// <summary>Whether searches compare the query with every point: the answer of the embedded store, for time that grows with the collection.</summary>
    public bool Exact { get; set; }

    /// <summary>How many candidates a search by the HNSW index keeps; more find more and take longer. It is never less than the hits asked for.</summary>
    [Range(1, 10_000)]
    public int Ef { get; set; } = 128;

    /// <summary>How long a read or a search may take, retries included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a write of points may take, retries included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it may take to create or to drop a collection.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan CreateTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong with the address and the key, each in a sentence; none of them shows the key.</summary>
    public IEnumerable<string> Faults()
    {
        if (Url is not null and not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return "Url: it is an absolute address with http or https, as http://localhost:6334.";
        }

        if (string.IsNullOrEmpty(ApiKey))
        {
            yield break;
        }

        if (Url is null)
        {
            yield return "ApiKey: there is a key, but no Url to send it to.";
        }

        if (ApiKey.Any(letter => letter is < ' ' or > '~'))
        {
            yield return "ApiKey: it holds a character that no key has; is it copied with a line end?";
        }
    }
}

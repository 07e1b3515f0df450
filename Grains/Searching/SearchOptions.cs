using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Grains.Searching;

/// <summary>The limits of a search.</summary>
public sealed class SearchOptions
{
    /// <summary>How long a request may take in total.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one read of the vector store may take. It is at most <c>Search:Deadline</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan StoreDeadline { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// How long searches that no cache answers may wait for each other. While they wait longer, by measurement, a silo admits fewer and rejects the
    /// others as overloaded.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:30")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromMilliseconds(750);

    /// <summary>
    /// The most standing questions (<c>GET /search/watch</c>) that an Api serves at once. Beyond that, they are rejected as overloaded.
    /// </summary>
    [Range(0, 10_000)]
    public int MaxWatchers { get; set; } = 64;
}

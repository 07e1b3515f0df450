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
    /// The most different queries without a cached answer that may be in progress in one silo. Beyond that, they are rejected as overloaded. Divided
    /// by the number that a silo answers per second, it is how long a query waits: 256 take a second or less on two cores that also do everything
    /// else.
    /// </summary>
    [Range(1, 1 << 20)]
    public int MaxUncached { get; set; } = 256;
}

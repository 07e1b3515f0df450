using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Grains.Searching;

/// <summary>The limits of a search.</summary>
public sealed class SearchOptions
{
    /// <summary>How long a request may take in all.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one read of the vector store may take. It is at most <c>Search:Deadline</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan StoreDeadline { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// How many different queries that no cache answers may be in progress in one silo. Over it they are refused as overloaded. Divided by the number
    /// that a silo answers per second, it is the time that one waits: 256 are a second or less on two cores that do everything else as well.
    /// </summary>
    [Range(1, 1 << 20)]
    public int MaxUncached { get; set; } = 256;
}

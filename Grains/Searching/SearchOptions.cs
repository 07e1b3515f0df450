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
    /// How long the searches in progress may delay a new one that no cache answers. If a silo expects a longer delay, from what it has measured, it
    /// rejects the search as overloaded.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:30")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromMilliseconds(750);
}

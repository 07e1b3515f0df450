using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Grains.Searching;

/// <summary>How long embeddings and answers are kept, and where.</summary>
public sealed class CacheOptions
{
    /// <summary>How long a question's embedding lives.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Embeddings { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long an answer lives, at most: it is never used under another version of its collection.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Answers { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one call of the cache may take before it counts as a miss.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05")]
    public TimeSpan CallDeadline { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Bytes that cached embeddings and answers may take in this process's memory.</summary>
    [Range(1 << 20, 1L << 40)]
    public long MemoryBytes { get; set; } = 64 << 20;
}

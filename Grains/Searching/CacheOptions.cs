using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Grains.Searching;

/// <summary>How long embeddings and answers are cached, and where.</summary>
public sealed class CacheOptions
{
    /// <summary>How long the embedding of a query is cached.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Embeddings { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long an answer is cached, at most. It is never used once its collection has changed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Answers { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one call to the cache may take before it counts as a miss.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05")]
    public TimeSpan CallDeadline { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The most memory of this process for answers, in bytes. The answer that was asked for least recently goes first. The default is 64 MB.
    /// </summary>
    [Range(1 << 20, 1L << 40)]
    public long AnswerBytes { get; set; } = 64 << 20;

    /// <summary>The most memory of this process for embeddings of queries, in bytes, if there is no Redis. The default is 32 MB.</summary>
    [Range(1 << 20, 1L << 40)]
    public long MemoryBytes { get; set; } = 32 << 20;
}

namespace Txt2Image.Api.Search.Batching;

/// <summary>The limits of a batch of searches.</summary>
internal static class BatchLimits
{
    /// <summary>The most searches of a batch.</summary>
    public const int MaxSearches = 256;

    /// <summary>
    /// The most searches of a batch that are in progress or wait to be sent. Answers of up to a thousand hits are in memory then, however slowly the
    /// client reads; and one batch leaves the devices to others too.
    /// </summary>
    public const int AtOnce = 8;
}

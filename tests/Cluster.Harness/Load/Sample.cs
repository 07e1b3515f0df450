namespace Txt2Image.Cluster.Harness.Load;

/// <summary>A request and its answer.</summary>
/// <param name="IsRepeated">Whether its question was asked before.</param>
/// <param name="Due">When it was due. It is timed from then, even if the client sent it later.</param>
/// <param name="Ended">When its answer was complete, or when it failed.</param>
/// <param name="Status">The answer's status; 0 if there was none in time.</param>
/// <param name="SaysWhen">Whether the answer has <c>Retry-After</c>.</param>
/// <param name="FromCache">Whether a cache answered.</param>
/// <param name="Detail">The detail of an error other than 429.</param>
internal readonly record struct Sample(bool IsRepeated, long Due, long Ended, int Status, bool SaysWhen, bool FromCache, string? Detail)
{
    public bool Succeeded => Status == 200;

    public TimeSpan Took => System.Diagnostics.Stopwatch.GetElapsedTime(Due, Ended);
}

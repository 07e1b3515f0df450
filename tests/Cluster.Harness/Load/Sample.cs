namespace Txt2Image.Cluster.Harness.Load;

/// <summary>A request and its answer.</summary>
/// <param name="IsRepeated">Whether its question had been asked before.</param>
/// <param name="Due">When it was to be sent: it is timed from there, whenever the client came to send it.</param>
/// <param name="Ended">When its answer was whole, or it failed.</param>
/// <param name="Status">The answer's status; 0: there was none in time.</param>
/// <param name="SaysWhen">Whether the answer says when to come back.</param>
/// <param name="FromCache">Whether a cache answered.</param>
/// <param name="Detail">What a refusal other than 429 says.</param>
internal readonly record struct Sample(bool IsRepeated, long Due, long Ended, int Status, bool SaysWhen, bool FromCache, string? Detail)
{
    public bool Succeeded => Status == 200;

    public TimeSpan Took => System.Diagnostics.Stopwatch.GetElapsedTime(Due, Ended);
}

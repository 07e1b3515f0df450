using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Txt2Image.Grains.Telemetry;

/// <summary>What this service counts and traces, under one name.</summary>
internal static class Instruments
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Txt2Image";

    private static readonly Meter Meter = new(Name);

    /// <summary>The spans of a search and of an image's way in.</summary>
    public static readonly ActivitySource Activities = new(Name);

    /// <summary>Calls of the distributed cache, by <c>kind</c> (embedding, answer) and <c>outcome</c> (hit, miss, failure, skipped, written).</summary>
    public static readonly Counter<long> CacheCalls = Meter.CreateCounter<long>("txt2image.cache.calls", "{call}", "Calls of the distributed cache");
}

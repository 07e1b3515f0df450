using System.Diagnostics;
using System.Globalization;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Api.Search;

/// <summary>Which cache answered, and the duration of each stage in milliseconds, to hundredths.</summary>
internal readonly record struct Timings(string Cache, double Total, double Encode, double Search)
{
    public static Timings Of(SearchAnswer answer, long started) => new(
        answer.Cache switch
        {
            CacheSource.Memory => "memory",
            CacheSource.Distributed => "distributed",
            _ => "none",
        },
        Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2),
        Math.Round(answer.EncodeMs, 2),
        Math.Round(answer.VectorSearchMs, 2));

    /// <summary>The value of the Server-Timing header, which browsers show in their network panel.</summary>
    public string ServerTiming => string.Create(
        CultureInfo.InvariantCulture, $"total;dur={Total}, encode;dur={Encode}, search;dur={Search}, cache;desc={Cache}");
}

using System.Globalization;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

/// <summary>"212 of 600 images, 18/s, 3 failed, about 21 s left".</summary>
internal static class ProgressText
{
    public static string Of(long done, long failed, long? total, TimeSpan elapsed)
    {
        var text = total is { } all ? $"{Counted.Number(done)} of {Counted.Of(all, "image")}" : Counted.Of(done, "image");
        var rate = elapsed > TimeSpan.Zero ? done / elapsed.TotalSeconds : 0;
        if (rate > 0)
            text += rate < 10 ? string.Create(CultureInfo.InvariantCulture, $", {rate:0.#}/s") : $", {Counted.Number((long)rate)}/s";
        if (failed > 0)
            text += $", {Counted.Number(failed)} failed";
        if (rate > 0 && total > done)
            text += $", about {Duration(TimeSpan.FromSeconds((total.Value - done) / rate))} left";
        return text;
    }

    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h"),
    };
}

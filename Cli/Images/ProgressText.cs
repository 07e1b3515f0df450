using System.Globalization;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Images;

/// <summary>"212 of 600 images, 3 failed, 18/s, about 21 s left".</summary>
internal static class ProgressText
{
    public static string Of(long done, long failed, long? total, TimeSpan elapsed)
    {
        var text = total is { } all ? $"{Amount.Number(done)} of {Amount.Of(all, "image")}" : Amount.Of(done, "image");
        if (failed > 0)
        {
            text += $", {Amount.Number(failed)} failed";
        }

        return text + Pace(done, total - done, elapsed);
    }

    /// <summary>"212 of 600 images (200 added, 9 unchanged, 3 failed), 21/s, about 18 s left".</summary>
    /// <param name="tally">The outcomes so far.</param>
    /// <param name="known">How many of these were skipped at once, and so say nothing about the rate.</param>
    /// <param name="total">The number of all images, if known.</param>
    /// <param name="elapsed">Since the start.</param>
    public static string Of(Tally tally, long known, long? total, TimeSpan elapsed)
    {
        var met = Tally.Kinds.Where(kind => tally.Of(kind) > 0);
        var kinds = met.Select(kind => $"{Amount.Number(tally.Of(kind))} {kind.ToString().ToLowerInvariant()}");
        var text = total is { } all ? $"{Amount.Number(tally.Done)} of {Amount.Of(all, "image")}" : Amount.Of(tally.Done, "image");
        if (tally.Done > 0)
        {
            text += $" ({string.Join(", ", kinds)})";
        }

        return text + Pace(tally.Done - known, total - tally.Done, elapsed);
    }

    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h"),
    };

    /// <summary>", 21/s, about 18 s left"; empty before anything is done.</summary>
    public static string Pace(long done, long? left, TimeSpan elapsed)
    {
        if (done <= 0 || elapsed <= TimeSpan.Zero)
        {
            return "";
        }

        var rate = done / elapsed.TotalSeconds;
        var pace = rate < 10 ? string.Create(CultureInfo.InvariantCulture, $", {rate:0.#}/s") : $", {Amount.Number((long)rate)}/s";
        return left > 0 ? $"{pace}, about {Duration(TimeSpan.FromSeconds(left.Value / rate))} left" : pace;
    }
}

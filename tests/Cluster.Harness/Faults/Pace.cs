namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>How long a fault lasts, and how heavy the load is.</summary>
/// <param name="IsTimed">Whether time limits count; otherwise they are only reported.</param>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="PicturesPerSecond">Pictures added per second.</param>
/// <param name="Steady">How long the load runs undisturbed before and after the fault.</param>
/// <param name="LongestOutage">The longest duration of an outage; longer ones are shortened to it.</param>
internal sealed record Pace(bool IsTimed, double PerSecond, double PicturesPerSecond, TimeSpan Steady, TimeSpan LongestOutage)
{
    public static Pace Full { get; } = new(true, 200, 6, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1));

    /// <summary>For machines with other work: checks only what must hold regardless of timing.</summary>
    public static Pace Short { get; } = new(false, 40, 6, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(8));

    public TimeSpan Outage(double seconds) => TimeSpan.FromSeconds(seconds) < LongestOutage ? TimeSpan.FromSeconds(seconds) : LongestOutage;
}

namespace Txt2Image.Cluster.Harness.Faults;

/// <summary>How long and how hard a fault is tried.</summary>
/// <param name="IsTimed">Whether limits of time count; else they are only reported.</param>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="PicturesPerSecond">Pictures added a second.</param>
/// <param name="Steady">How long nothing happens, before and after.</param>
/// <param name="LongestOutage">What an outage is cut down to.</param>
internal sealed record Pace(bool IsTimed, double PerSecond, double PicturesPerSecond, TimeSpan Steady, TimeSpan LongestOutage)
{
    public static Pace Full { get; } = new(true, 200, 6, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1));

    /// <summary>For machines that do something else as well: what must hold whatever the clock says.</summary>
    public static Pace Short { get; } = new(false, 40, 6, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(8));

    public TimeSpan Outage(double seconds) => TimeSpan.FromSeconds(seconds) < LongestOutage ? TimeSpan.FromSeconds(seconds) : LongestOutage;
}

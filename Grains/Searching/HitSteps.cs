namespace Txt2Image.Grains.Searching;

/// <summary>How many hits are fetched: rounded up, so that smaller and later pages are slices of the cached answer.</summary>
internal static class HitSteps
{
    /// <summary>The largest offset + k.</summary>
    public const int Most = 1000;

    private static readonly int[] Steps = [25, 100, 400, Most];

    /// <summary>The first step that covers this many hits (1 to <see cref="Most"/>).</summary>
    public static int For(int hits) => Steps.First(step => step >= hits);
}

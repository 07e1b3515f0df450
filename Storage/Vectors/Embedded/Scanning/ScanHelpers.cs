namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The threads that searches may take besides their own: all together no more than the machine has cores, so that many searches at once
/// run side by side and one alone runs on all.
/// </summary>
internal static class ScanHelpers
{
    // A few cores saturate the memory; more would only take turns.
    private const int MostPerSearch = 7;

    private static int _free = Environment.ProcessorCount - 1;

    /// <summary>Takes up to so many, possibly none.</summary>
    public static int Take(int wanted)
    {
        wanted = Math.Min(wanted, MostPerSearch);
        while (true)
        {
            var seen = Volatile.Read(ref _free);
            var taken = Math.Min(wanted, seen);
            if (taken <= 0)
            {
                return 0;
            }

            if (Interlocked.CompareExchange(ref _free, seen - taken, seen) == seen)
            {
                return taken;
            }
        }
    }

    public static void Return(int taken) => Interlocked.Add(ref _free, taken);
}

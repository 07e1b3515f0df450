namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The extra threads that searches may use: in total no more than the machine has cores, so that the scans of many collections run side by side and
/// a single one uses all cores.
/// </summary>
internal static class ScanHelpers
{
    /// <summary>A few cores saturate the memory bandwidth; more would not help one to four questions.</summary>
    public const int MostForFew = 7;

    private static int _free = Environment.ProcessorCount - 1;

    /// <summary>Takes a thread, if one is free.</summary>
    public static bool TryTake() => Take(1) == 1;

    /// <summary>Takes up to <paramref name="wanted"/> threads, possibly none.</summary>
    public static int Take(int wanted)
    {
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

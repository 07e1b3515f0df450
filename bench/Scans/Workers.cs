using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Bench.Scans;

/// <summary>Runs a search or a read with a certain number of threads.</summary>
internal static class Workers
{
    /// <summary>The most threads that a lone search uses on this machine.</summary>
    public static int Most { get; } = CountMost();

    /// <summary>Limits searches to a number of threads while a function runs, by taking all other threads' permits.</summary>
    public static T With<T>(int threads, Func<T> run)
    {
        var taken = TakeAll();
        ScanHelpers.Return(threads - 1);
        try
        {
            return run();
        }
        finally
        {
            ScanHelpers.Return(taken - (threads - 1));
        }
    }

    /// <summary>Distributes blocks over a number of threads; each takes the next block when it has finished one, as the scan does.</summary>
    public static void ForBlocks(int threads, int blocks, Action<int> read)
    {
        var next = -1;
        if (threads == 1)
        {
            Work(0);
        }
        else
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, Work);
        }

        void Work(int worker)
        {
            for (var i = Interlocked.Increment(ref next); i < blocks; i = Interlocked.Increment(ref next))
            {
                read(i);
            }
        }
    }

    private static int CountMost()
    {
        var taken = ScanHelpers.Take(ScanHelpers.MostForFew);
        ScanHelpers.Return(taken);
        return taken + 1;
    }

    private static int TakeAll()
    {
        var all = 0;
        for (var taken = ScanHelpers.Take(int.MaxValue); taken > 0; taken = ScanHelpers.Take(int.MaxValue))
        {
            all += taken;
        }

        return all;
    }
}

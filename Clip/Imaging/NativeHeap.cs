using System.Runtime.InteropServices;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Keeps native memory small. The C library of most Linux systems (glibc) keeps what is freed, in up to eight heaps for each core, so that one large
/// picture after another, each on a thread of its own, would add up; others give it back by themselves.
/// </summary>
public static partial class NativeHeap
{
    /// <summary>The options' numbers in glibc's <c>malloc.h</c>.</summary>
    private const int TrimThreshold = -1, MmapThreshold = -3, ArenaMax = -8;

    private const int MappedAlone = 256 << 10;
    private const int KeptFree = 1 << 20;

    private static bool _isGlibc = OperatingSystem.IsLinux();

    /// <summary>
    /// From here on as many heaps as there are cores, at least two; each large block is mapped by itself and goes back to the system when it is freed; of small
    /// ones, 1 MB at the end of a heap is kept. What <c>MALLOC_ARENA_MAX</c> and its like say stands.
    /// </summary>
    /// <returns>Whether the C library took it; false where it is another than glibc, or where the environment has its own settings.</returns>
    public static bool Bound()
    {
        string[] own = ["MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "GLIBC_TUNABLES"];
        return !own.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 })
            && Ask(() => Mallopt(ArenaMax, Math.Max(2, Environment.ProcessorCount)) & Mallopt(MmapThreshold, MappedAlone) & Mallopt(TrimThreshold, KeptFree)) == 1;
    }

    internal static void Trim() => Ask(() => MallocTrim(0));

    /// <summary>Calls what only glibc has.</summary>
    private static int Ask(Func<int> call)
    {
        if (!_isGlibc)
        {
            return 0;
        }

        try
        {
            return call();
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            _isGlibc = false;
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallocTrim(nuint pad);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Mallopt(int option, int value);
}

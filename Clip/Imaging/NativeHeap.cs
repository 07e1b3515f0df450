using System.Runtime.InteropServices;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Limits native memory. glibc, the C library of most Linux systems, retains freed memory in up to eight heaps per core, so large pictures decoded
/// one after another on different threads would add up. Other C libraries return it to the system by themselves.
/// </summary>
public static partial class NativeHeap
{
    /// <summary>The options' numbers in glibc's <c>malloc.h</c>.</summary>
    private const int TrimThreshold = -1, MmapThreshold = -3, ArenaMax = -8;

    private const int MappedAlone = 256 << 10;
    private const int KeptFree = 1 << 20;

    private static bool _isGlibc = OperatingSystem.IsLinux();

    /// <summary>
    /// Limits glibc to one heap per core, at least two. Large blocks are mapped individually and return to the system when freed; 1 MB of small ones
    /// is retained at the end of a heap. <c>MALLOC_ARENA_MAX</c> and similar variables take precedence.
    /// </summary>
    /// <returns>Whether the limits were set; false if the C library is not glibc or the environment has its own settings.</returns>
    public static bool Bound()
    {
        string[] own = ["MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "GLIBC_TUNABLES"];
        return !own.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 })
            && Ask(() =>
                Mallopt(ArenaMax, Math.Max(2, Environment.ProcessorCount)) & Mallopt(MmapThreshold, MappedAlone) & Mallopt(
                    TrimThreshold, KeptFree)) == 1;
    }

    internal static void Trim() => Ask(() => MallocTrim(0));

    /// <summary>Calls a function that only glibc has.</summary>
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

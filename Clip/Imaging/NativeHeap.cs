using System.Runtime.InteropServices;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Gives freed native memory back to the system. The C library of most Linux systems (glibc) keeps it, in a heap for each thread, so that one large
/// picture after another would add up; others give it back by themselves.
/// </summary>
internal static partial class NativeHeap
{
    private static bool _isGlibc = OperatingSystem.IsLinux();

    public static void Trim()
    {
        if (!_isGlibc)
        {
            return;
        }
        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            _isGlibc = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallocTrim(nuint pad);
}

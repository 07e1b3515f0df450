using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Txt2Image.Storage;

/// <summary>Makes directory entries survive a power cut: a file's own flush does not cover the folder that names it.</summary>
internal static partial class Durable
{
    /// <summary>Creates a folder with the parents it lacks, each of them durable.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder);
        if (!string.IsNullOrEmpty(parent))
        {
            CreateFolder(parent);
        }

        Directory.CreateDirectory(folder);
        if (!string.IsNullOrEmpty(parent))
        {
            SyncFolder(parent);
        }
    }

    /// <summary>Flushes a folder's entries to the disk.</summary>
    public static void SyncFolder(string folder)
    {
        // Windows has no call for this: NTFS writes the entry with its own journal.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = OpenFolder(folder);
        RandomAccess.FlushToDisk(handle);
    }

    private static SafeFileHandle OpenFolder(string folder)
    {
        const int ReadOnly = 0;
        var closeOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
        var descriptor = Open(folder, ReadOnly | closeOnExec);
        if (descriptor >= 0)
        {
            return new SafeFileHandle(descriptor, ownsHandle: true);
        }

        var error = Marshal.GetLastPInvokeError();
        const int NoEntry = 2;
        throw error == NoEntry ? new DirectoryNotFoundException(folder) : new IOException($"{folder}: errno {error}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}

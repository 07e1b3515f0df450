using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Txt2Image.Storage;

/// <summary>Makes directory entries survive a power failure: flushing a file does not flush its folder's entry for it.</summary>
internal static partial class Durable
{
    /// <summary>Creates a folder and its missing parents, all durable.</summary>
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

    /// <summary>
    /// Flushes the entries of all folders above one. A folder that exists may have been created by a process that died before it flushed the entry.
    /// Folders that may not be opened were not created by this program.
    /// </summary>
    public static void SyncParents(string folder)
    {
        for (var parent = Path.GetDirectoryName(folder); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            try
            {
                SyncFolder(parent);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return;
            }
        }
    }

    /// <summary>Flushes a folder's entries to disk.</summary>
    public static void SyncFolder(string folder)
    {
        // Windows has no such call: NTFS journals the entry itself.
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

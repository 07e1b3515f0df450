using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Following;

/// <summary>Lets the system report the changes of a folder, if it can: of network folders it reports only what this machine itself changes.</summary>
internal sealed class FolderWatcher : IDisposable
{
    private const int BufferBytes = 64 << 10;

    /// <summary>File systems that come over a network or from another system, by the names that Linux gives them.</summary>
    private static readonly string[] Remote =
        ["nfs", "cifs", "smb", "9p", "v9fs", "vboxsf", "vmhgfs", "prl_fs", "drvfs", "virtiofs", "afs", "ceph", "gluster"];

    private readonly FileSystemWatcher _watcher;

    private FolderWatcher(FileSystemWatcher watcher) => _watcher = watcher;

    /// <summary>Starts reporting; null, with a note, if the system cannot report all changes.</summary>
    public static FolderWatcher? TryStart(string folder, FolderChanges changes, Action<string> note)
    {
        if (IsRemote(folder))
        {
            note("the folder is on another machine, whose changes the system does not report");
            return null;
        }

        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = true,
                InternalBufferSize = BufferBytes,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Created += (_, change) => changes.Change(change.FullPath);
            watcher.Changed += (_, change) => changes.Change(change.FullPath);
            watcher.Deleted += (_, _) => changes.Remove();
            watcher.Renamed += (_, change) =>
            {
                changes.Remove();
                changes.Change(change.FullPath);
            };
            watcher.Error += (_, _) => changes.Overflow();
            watcher.EnableRaisingEvents = true;
            return new FolderWatcher(watcher);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or PlatformNotSupportedException or ArgumentException)
        {
            watcher?.Dispose();
            note($"the system cannot report changes ({Printable.Of(exception.Message).TrimEnd('.')})");
            return null;
        }
    }

    public void Dispose() => _watcher.Dispose();

    private static bool IsRemote(string folder)
    {
        try
        {
            var drive = new DriveInfo(folder);
            var format = drive.DriveFormat;
            return drive.DriveType == DriveType.Network
                || Remote.Any(remote => format.StartsWith(remote, StringComparison.OrdinalIgnoreCase))
                || format.StartsWith("fuse", StringComparison.OrdinalIgnoreCase) && format != "fuseblk";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}

using Txt2Image.Cluster.Harness.Processes;
using Txt2Image.Tests.Support;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Cluster.Harness.Local;

/// <summary>A small in-memory file system that can be filled and made read-only. It needs the right to mount.</summary>
internal sealed class SmallDisk(string folder) : IAsyncDisposable
{
    private const int Block = 4096;

    private string Filler => Path.Combine(folder, "filler");

    /// <summary>Why this machine cannot have one; null if it can.</summary>
    public static async Task<string?> RefusalAsync()
    {
        using var probe = new TemporaryFolder();
        try
        {
            using var guard = new Guard();
            await using var disk = await MountAsync(probe["disk"], 1 << 20, guard);
            return null;
        }
        catch (ProgramFailedException)
        {
            return "this user may not mount a file system";
        }
    }

    public static async Task<SmallDisk> MountAsync(string folder, long bytes, Guard guard)
    {
        Directory.CreateDirectory(folder);
        await ProgramRun.OutputOfAsync(new ProgramStart("/bin/sh", "-c", "mount -t tmpfs -o size=$0 tmpfs \"$1\" 2>&1", $"{bytes}", folder));
        guard.Unmount(folder);
        return new SmallDisk(folder);
    }

    /// <summary>Takes every free block.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[Block];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    /// <summary>Frees the blocks again.</summary>
    public void Free() => File.Delete(Filler);

    public Task MakeReadOnlyAsync(bool readOnly) =>
        ProgramRun.OutputOfAsync(new ProgramStart("/bin/sh", "-c", "mount -o remount,$0 \"$1\" 2>&1", readOnly ? "ro" : "rw", folder));

    public async ValueTask DisposeAsync() => await ProgramRun.OutputOfAsync(new ProgramStart("/bin/sh", "-c", "umount -l \"$0\" 2>&1", folder));
}

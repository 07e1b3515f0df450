using System.Diagnostics;

namespace Txt2Image.Cluster.Harness.Processes;

/// <summary>
/// A shell that outlives this program however it ends, and then kills what it started: it reads from a pipe that only this program holds open.
/// </summary>
internal sealed class Guard : IDisposable
{
    private const string Script =
        """
        trap '' INT HUP TERM
        pids= folder=
        while read -r word value; do
          case $word in
            watch) pids="$pids $value" ;;
            forget) left=; for pid in $pids; do [ "$pid" = "$value" ] || left="$left $pid"; done; pids=$left ;;
            unmount) folder=$value ;;
          esac
        done
        [ -z "$pids" ] || kill -9 $pids 2>/dev/null
        [ -z "$folder" ] || umount -l "$folder" 2>/dev/null
        """;

    private readonly Process _shell =
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script]) { RedirectStandardInput = true, UseShellExecute = false })!;

    public void Watch(int pid) => Tell("watch", $"{pid}");

    /// <summary>Forgets a process that has exited, since its id may soon be reused.</summary>
    public void Forget(int pid) => Tell("forget", $"{pid}");

    /// <summary>Unmounts a folder at the end.</summary>
    public void Unmount(string folder) => Tell("unmount", folder);

    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit();
        _shell.Dispose();
    }

    private void Tell(string word, string value)
    {
        lock (_shell)
        {
            _shell.StandardInput.WriteLine($"{word} {value}");
            _shell.StandardInput.Flush();
        }
    }
}

using System.Globalization;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Tests.Support.PowerLoss;

/// <summary>Runs programs under strace, and reads which calls they made that change files.</summary>
public static class Strace
{
    /// <summary>Those that <see cref="ForgetfulDisk"/> knows, and those that it must reject because it does not.</summary>
    private const string Calls =
        "openat,close,write,pwrite64,fsync,fdatasync,ftruncate,mkdir,unlink,rename,mmap,open,creat,openat2,writev,pwritev,pwritev2,truncate,"
        + "fallocate,renameat,renameat2,link,linkat,symlink,symlinkat,unlinkat,mkdirat,rmdir,dup,dup2,dup3,sendfile,copy_file_range,splice,lseek";

    private const string Unfinished = " <unfinished ...>";
    private const string Resumed = " resumed>";

    /// <summary>Runs a program to its end.</summary>
    /// <returns>The calls that succeeded, in the order in which they completed.</returns>
    public static async Task<IReadOnlyList<SystemCall>> RunAsync(ProgramStart program, CancellationToken cancellationToken)
    {
        Skip.When(ProgramStart.OnPath("strace") is null, "strace is not installed (apt-get install strace): NO LOSS OF POWER IS TESTED HERE.");
        using var folder = new TemporaryFolder();
        var probe = await ProgramRun.RunAsync(Under(folder["probe"], new ProgramStart("true")), cancellationToken);
        Skip.When(probe.ExitCode != 0, $"strace may not trace here ({probe.Error.Trim()}): NO LOSS OF POWER IS TESTED HERE.");

        var run = await ProgramRun.RunAsync(Under(folder["trace"], program), cancellationToken);
        return run.ExitCode == 0
            ? Read(File.ReadLines(folder["trace"]))
            : throw new ProgramFailedException($"{program.Program} exited with code {run.ExitCode}:\n{run.Output}{run.Error}");
    }

    /// <summary>Reads the lines of a trace. Where two threads call at the same time, a call's beginning and its end are two lines.</summary>
    public static IReadOnlyList<SystemCall> Read(IEnumerable<string> lines)
    {
        List<SystemCall> calls = [];
        Dictionary<string, (string Line, int Begun)> begun = new(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (thread, call) = (line[..space], line[space..].TrimStart());
            if (call.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[thread] = (call[..^Unfinished.Length], calls.Count);
                continue;
            }

            var beginning = (Line: "", Begun: calls.Count);
            if (call.StartsWith("<... ", StringComparison.Ordinal))
            {
                begun.Remove(thread, out beginning);
                call = beginning.Line + call[(call.IndexOf(Resumed, StringComparison.Ordinal) + Resumed.Length)..];
            }

            if (Parse(call, beginning.Begun) is { } parsed)
            {
                calls.Add(parsed);
            }
        }

        return calls;
    }

    private static ProgramStart Under(string trace, ProgramStart program) => program with
    {
        Program = "strace",
        Arguments =
        [
            "-f", "--seccomp-bpf", "-o", trace, "-a", "1", "-xx", "-s", "100000000", "-e", $"trace={Calls}", program.Program, .. program.Arguments,
        ],
    };

    /// <summary>A call, such as <c>close(3) = 0</c>; null for one that failed, and for what is no call, such as a signal.</summary>
    private static SystemCall? Parse(string line, int begun)
    {
        var open = line.IndexOf('(', StringComparison.Ordinal);
        var end = line.LastIndexOf(") = ", StringComparison.Ordinal);
        if (open < 0 || end < open)
        {
            return null;
        }

        // An address, such as mmap returns, is no number.
        var isAddress = line[(end + 4)..].StartsWith("0x", StringComparison.Ordinal);
        return long.TryParse(isAddress ? "0" : line[(end + 4)..].Split(' ')[0], CultureInfo.InvariantCulture, out var result) && result >= 0
            ? new SystemCall(line[..open], line[(open + 1)..end].Split(", "), result, begun)
            : null;
    }
}

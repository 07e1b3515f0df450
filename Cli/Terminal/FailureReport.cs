using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Terminal;

/// <summary>Turns what went wrong into one plain message and an exit code.</summary>
internal static class FailureReport
{
    public static async Task<int> GuardAsync(CliEnvironment environment, Func<Task<int>> run, CancellationToken cancel)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            environment.Error.WriteLine("txt2image: stopped.");
            return ExitCode.Interrupted;
        }
        catch (UsageException fault)
        {
            return Write(environment, fault.Message, ExitCode.Usage);
        }
        catch (CannotGoOnException fault)
        {
            return Write(environment, fault.Message, ExitCode.SomeFailed);
        }
        catch (UnreachableException fault)
        {
            return Write(environment, fault.Message, ExitCode.Unreachable);
        }
        catch (ServerRefusedException fault)
        {
            return Write(environment, fault.Message, fault.ExitCode);
        }
    }

    private static int Write(CliEnvironment environment, string message, int code)
    {
        foreach (var (line, index) in message.Split('\n').Select((l, i) => (l, i)))
            environment.Error.WriteLine((index == 0 ? "txt2image: " : "") + Printable.Of(line));
        return code;
    }
}

/// <summary>The command line was understood, but cannot be meant.</summary>
internal sealed class UsageException(string message) : Exception(message);

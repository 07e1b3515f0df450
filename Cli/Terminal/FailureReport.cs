using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Terminal;

/// <summary>Turns what went wrong into one plain message and an exit code.</summary>
internal static class FailureReport
{
    public static async Task<int> GuardAsync(CliEnvironment environment, Func<Task<int>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            environment.Error.WriteLine("txt2image: stopped.");
            return ExitCode.Interrupted;
        }
        catch (UsageException exception)
        {
            return Write(environment, exception.Message, ExitCode.Usage);
        }
        catch (CannotGoOnException exception)
        {
            return Write(environment, exception.Message, ExitCode.SomeFailed);
        }
        catch (UnreachableException exception)
        {
            return Write(environment, exception.Message, ExitCode.Unreachable);
        }
        catch (ServerRefusedException exception)
        {
            return Write(environment, exception.Message, exception.ExitCode);
        }
    }

    private static int Write(CliEnvironment environment, string message, int code)
    {
        foreach (var (line, index) in message.Split('\n').Select((l, i) => (l, i)))
        {
            environment.Error.WriteLine((index == 0 ? "txt2image: " : "") + Printable.Of(line));
        }

        return code;
    }
}

/// <summary>The command line was understood, but cannot be meant.</summary>
internal sealed class UsageException(string message) : Exception(message);

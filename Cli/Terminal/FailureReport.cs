using System.Net;
using Txt2Image.Client;
using Txt2Image.Hub;

namespace Txt2Image.Cli.Terminal;

/// <summary>Turns a failure into one plain message and an exit code.</summary>
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
        catch (RunFailedException exception)
        {
            return Write(environment, exception.Message, ExitCode.SomeFailed);
        }
        catch (HubException exception)
        {
            return Write(environment, exception.Message, exception.IsUnreachable ? ExitCode.Unreachable : ExitCode.SomeFailed);
        }
        catch (ServerUnreachableException exception)
        {
            return Write(environment, Explain(exception), ExitCode.Unreachable);
        }
        catch (ServerErrorException exception)
        {
            // A request that the server rejects as invalid is a fault of the command line.
            return Write(environment, Explain(exception), exception.Status == HttpStatusCode.BadRequest ? ExitCode.Usage : ExitCode.SomeFailed);
        }
    }

    private static string Explain(ServerUnreachableException exception) =>
        $"no Txt2Image server answers at {exception.Server.AbsoluteUri.TrimEnd('/')} ({exception.Reason.TrimEnd('.')}).\n" +
        "Start one in the project's folder with: dotnet run -c Release --project Api\n" +
        "or name another with --url or TXT2IMAGE_URL.";

    /// <summary>If the server gave no advice, the advice names this program's options.</summary>
    private static string Explain(ServerErrorException exception) => exception switch
    {
        { Code: null, Status: HttpStatusCode.Unauthorized } => $"{exception.Detail}: give it with TXT2IMAGE_API_KEY or --api-key",
        { Code: null, Status: >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest } => $"{exception.Detail} with --url",
        _ => exception.Detail,
    };

    private static int Write(CliEnvironment environment, string message, int code)
    {
        foreach (var (line, index) in message.Split('\n').Select((l, i) => (l, i)))
        {
            environment.Error.WriteLine((index == 0 ? "txt2image: " : "") + Printable.Of(line));
        }

        return code;
    }
}

/// <summary>The command line asks for something that cannot be done.</summary>
internal sealed class UsageException(string message) : Exception(message);

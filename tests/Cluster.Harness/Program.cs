using System.CommandLine;
using System.Globalization;
using Txt2Image.Cluster.Harness.Interrupted;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Cluster.Harness;

internal static class Program
{
    /// <summary>The time that a command has after Ctrl-C to stop its processes.</summary>
    private static readonly TimeSpan ToEndInOrder = TimeSpan.FromSeconds(45);

    public static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var commands = new RootCommand("Runs Txt2Image as several processes on this machine, to try it or to break it.")
        {
            UpCommand.Create(),
            FailuresCommand.Create(),
            InterruptedCommand.Create(),
        };
        try
        {
            return await commands.Parse(args)
                .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = ToEndInOrder });
        }
        catch (Exception exception) when (exception is HarnessException or ProgramFailedException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"harness: {exception.Message}");
            return 1;
        }
    }
}

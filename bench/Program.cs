using System.CommandLine;
using System.Globalization;
using Txt2Image.Bench.Core;
using Txt2Image.Bench.Exports;
using Txt2Image.Bench.Ingesting;
using Txt2Image.Bench.Models;
using Txt2Image.Bench.Product;
using Txt2Image.Bench.Requests;
using Txt2Image.Bench.Requests.Load;
using Txt2Image.Bench.Retrieval;
using Txt2Image.Bench.Scans;
using Txt2Image.Bench.Soak;
using Txt2Image.Client;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Bench;

internal static class Program
{
    /// <summary>The time that a command has after Ctrl-C to stop its processes.</summary>
    private static readonly TimeSpan ToEndInOrder = TimeSpan.FromSeconds(45);

    public static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var commands = new RootCommand("Measures Txt2Image: how fast its parts are compared with their limits, and how good its search results are.")
        {
            CoreCommand.Create(),
            RetrievalCommand.Create(),
            IngestCommand.Create(),
            SoakCommand.Create(),
            ModelsCommand.Create(),
            GraphsCommand.Create(),
            SearchesCommand.Create(),

            // Started by the other commands, as separate processes.
            EmptyEndpoint.Create(),
            LoadClient.Create(),
            OpenStore.Create(),
        };
        try
        {
            return await commands.Parse(args)
                .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = ToEndInOrder });
        }
        catch (Exception exception) when (exception is BenchException or ProgramFailedException or HttpRequestException or Txt2ImageClientException)
        {
            await Console.Error.WriteLineAsync($"bench: {exception.Message}");
            return 1;
        }
    }
}

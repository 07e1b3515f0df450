using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

/// <summary>What a run tells besides its progress.</summary>
internal static class IngestNotes
{
    public static void WarnOfDrawingsOnly(CliEnvironment environment, ServerStatus status)
    {
        if (!status.KnowsOnlyItsWorld)
        {
            return;
        }

        environment.Error.WriteLine(
            $"note: the server's model '{Printable.Of(status.Model ?? "demo")}' knows only the drawings of its own world.");
        environment.Error.WriteLine(
            "      Photographs and other pictures are added, but searching will not find them by meaning.");
        environment.Error.WriteLine("      For that, start the server with a CLIP model: see README.");
    }

    public static void WriteSummary(CliEnvironment environment, Uri server, string collection, Tally tally, long others, TimeSpan elapsed)
    {
        var passedOver = others > 0 ? $"; {Counted.Of(others, "other file")} passed over" : "";
        environment.Out.WriteLine($"{tally}{passedOver}; {ProgressText.Duration(elapsed)}");
        environment.Out.WriteLine($"Search them at {ServerAddress.PageOf(server, collection)}");
    }

    public static void WriteUnfinished(CliEnvironment environment, Tally tally, TimeSpan elapsed)
    {
        environment.Out.WriteLine($"Not finished: {tally}; {ProgressText.Duration(elapsed)}");
        environment.Out.WriteLine("Run the same command again to go on: what is there already is not stored twice.");
    }
}

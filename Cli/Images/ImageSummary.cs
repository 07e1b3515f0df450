using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Images;

/// <summary>The last lines of a run that adds images.</summary>
internal static class ImageSummary
{
    public static void WriteFinished(CliEnvironment environment, Uri server, string collection, Tally tally, long others, TimeSpan elapsed)
    {
        var skipped = others > 0 ? $"; {Amount.Of(others, "other file")} skipped" : "";
        environment.Out.WriteLine($"{tally}{skipped}; {ProgressText.Duration(elapsed)}");
        environment.Out.WriteLine($"Search them at {ServerAddress.SearchPage(server, collection).AbsoluteUri}");
    }

    public static void WriteUnfinished(CliEnvironment environment, Tally tally, TimeSpan elapsed)
    {
        environment.Out.WriteLine($"Not finished: {tally}; {ProgressText.Duration(elapsed)}");
        environment.Out.WriteLine("Run the same command again to continue: images that are there already are not stored twice.");
    }
}

using System.CommandLine;
using Txt2Image.Cli.Ingest;
using Txt2Image.Cli.Search;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Watching;

/// <summary>Decides whether <c>watch</c> is given a folder or a text.</summary>
internal sealed class WatchedKind(CliEnvironment environment, SearchOptions search, IngestOptions ingest, Option<string?> since)
{
    /// <summary>The folder; null if it is a text or an example.</summary>
    /// <exception cref="UsageException">It can only be a folder, and does not exist.</exception>
    public string? FindFolder(ParseResult parsed)
    {
        if (parsed.GetValue(search.Text) is not { } given || search.OfTextOnly.Append(since).Any(IsGiven))
        {
            return null;
        }

        if (Directory.Exists(Path.GetFullPath(given, environment.WorkingDirectory)))
        {
            return given;
        }

        return LooksLikePath(given) || ingest.OfWatch.Any(IsGiven) ? throw new UsageException($"there is no folder '{given}'") : null;

        bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
    }

    private static bool LooksLikePath(string text) =>
        text is "." or ".." or ['/' or '~', ..] or ['.', '/' or '\\', ..] or ['.', '.', '/' or '\\', ..] or [_, ':', '\\', ..];
}

using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating;

/// <summary>The options of <c>eval</c> about what is written.</summary>
internal sealed class OutputOptions
{
    private const string JournalEnding = ".journal";

    private readonly Option<string?> _json = new("--json")
    {
        Description = "Write the run to this file: what was found for each query, and the summary",
        HelpName = "FILE",
    };

    private readonly Option<string?> _csv = new("--csv") { Description = "Write a row for each query to this file", HelpName = "FILE" };

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Write a report to this file, as one HTML page with pictures",
        HelpName = "FILE",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = $"The journal from which a run that was stopped continues (default: the first file above with {JournalEnding} at its end)",
        HelpName = "FILE",
    };

    private readonly Option<int?> _worst = new("--worst") { Description = "List this many of the worst queries", HelpName = "COUNT" };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "What the random draws of the intervals start from",
        HelpName = "NUMBER",
        DefaultValueFactory = static _ => 1,
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_json, _csv, _report, _resume, _worst, _seed])
        {
            command.Options.Add(option);
        }

        OptionRange.Limit(_worst, 1);
    }

    public EvalRequest Read(CliEnvironment environment, ParseResult parsed, EvalRequest request)
    {
        string?[] files = [.. ((Option<string?>[])[_json, _csv, _report]).Select(option => environment.FullPath(parsed.GetValue(option)))];
        var first = Array.Find(files, file => file is not null);
        return request with
        {
            Json = files[0],
            Csv = files[1],
            Report = files[2],
            Journal = environment.FullPath(parsed.GetValue(_resume)) ?? (first is null ? null : first + JournalEnding),
            Worst = parsed.GetValue(_worst),
            Seed = parsed.GetValue(_seed),
        };
    }
}

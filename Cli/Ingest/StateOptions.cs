using System.CommandLine;
using System.CommandLine.Parsing;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest;

/// <summary>The options of <c>ingest</c> about the state of earlier runs, and about failures.</summary>
internal sealed class StateOptions
{
    private readonly Option<bool> _verify = new("--verify")
    {
        Description = "Compare the hash of every file with what the server has, instead of trusting the state of earlier runs",
    };

    private readonly Option<bool> _sync = new("--sync")
    {
        Description = "Afterwards remove the names that earlier runs sent from PATH and that have vanished from it",
    };

    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Confirm what --sync removes" };
    private readonly Option<bool> _force = new("--force") { Description = "Allow --sync to remove more than half of the names" };
    private readonly Option<string?> _failures = new("--failures") { Description = "The file that lists failures, as JSON Lines", HelpName = "FILE" };
    private readonly Option<string?> _retryFailed = new("--retry-failed") { Description = "Send only the images of such a list", HelpName = "FILE" };
    private readonly Option<string?> _state = new("--state")
    {
        Description = "The folder for the state (default: the user's state folder)",
        HelpName = "DIR",
    };

    private readonly Option<bool> _noState = new("--no-state") { Description = "Keep no state: the next run sends everything again" };

    public IEnumerable<Option> All => [_verify, _sync, _yes, _force, _failures, _retryFailed, _state, _noState];

    /// <summary>Those that make sense of a folder that is followed.</summary>
    public IEnumerable<Option> OfWatch => [_sync, _force, _failures, _state];

    public void Check(CommandResult result)
    {
        var isStateless = result.GetValue(_noState);
        if (isStateless && result.GetValue(_state) is not null)
        {
            result.AddError("--state and --no-state cannot be combined.");
        }

        if (isStateless && (result.GetValue(_sync) || result.GetValue(_verify)))
        {
            result.AddError("--sync and --verify need the state of earlier runs: they cannot be combined with --no-state.");
        }

        if (result.GetValue(_sync) && result.GetValue(_retryFailed) is not null)
        {
            result.AddError("--sync compares the whole of PATH: it cannot be combined with --retry-failed.");
        }

        if ((result.GetValue(_yes) || result.GetValue(_force)) && !result.GetValue(_sync))
        {
            result.AddError("--yes and --force need --sync.");
        }
    }

    public IngestRequest Read(IngestRequest request, CliEnvironment environment, ParseResult parsed) => request with
    {
        Verifies = parsed.GetValue(_verify),
        Syncs = parsed.GetValue(_sync),
        IsAgreed = parsed.GetValue(_yes),
        IsForced = parsed.GetValue(_force),
        Failures = environment.FullPath(parsed.GetValue(_failures)),
        RetryFailed = environment.FullPath(parsed.GetValue(_retryFailed)),
        StateFolder = parsed.GetValue(_noState) ? null : environment.FullPath(parsed.GetValue(_state)) ?? environment.StateFolder,
    };
}

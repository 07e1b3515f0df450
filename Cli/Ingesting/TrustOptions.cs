using System.CommandLine;
using System.CommandLine.Parsing;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

/// <summary>The words of <c>ingest</c> about what earlier runs sent, and about what failed.</summary>
internal sealed class TrustOptions
{
    private readonly Option<bool> _verify = new("--verify")
    {
        Description = "Compare every file's hash with what the server has, instead of trusting what is remembered",
    };

    private readonly Option<bool> _sync = new("--sync")
    {
        Description = "Afterwards remove names that PATH sent earlier and that have vanished from it",
    };

    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Agree to what --sync removes" };
    private readonly Option<bool> _force = new("--force") { Description = "Let --sync remove more than half of the names" };
    private readonly Option<string?> _failures = new("--failures") { Description = "Where to list what failed, as JSON Lines", HelpName = "FILE" };
    private readonly Option<string?> _retryFailed = new("--retry-failed") { Description = "Try only what is listed there", HelpName = "FILE" };
    private readonly Option<string?> _state = new("--state")
    {
        Description = "Where to remember what was sent (else the user's state folder)",
        HelpName = "DIR",
    };

    private readonly Option<bool> _noState = new("--no-state") { Description = "Remember nothing: the next run sends everything again" };

    public IEnumerable<Option> All => [_verify, _sync, _yes, _force, _failures, _retryFailed, _state, _noState];

    public void Check(CommandResult result)
    {
        var forgets = result.GetValue(_noState);
        if (forgets && result.GetValue(_state) is not null)
        {
            result.AddError("--state and --no-state do not go together.");
        }

        if (forgets && (result.GetValue(_sync) || result.GetValue(_verify)))
        {
            result.AddError("--sync and --verify go by what was sent earlier: they do not go with --no-state.");
        }

        if (result.GetValue(_sync) && result.GetValue(_retryFailed) is not null)
        {
            result.AddError("--sync looks at the whole of PATH: it does not go with --retry-failed.");
        }

        if ((result.GetValue(_yes) || result.GetValue(_force)) && !result.GetValue(_sync))
        {
            result.AddError("--yes and --force go with --sync.");
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

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest;

/// <summary>The options of <c>ingest</c>, their rules, and the request that they make.</summary>
internal sealed class IngestOptions
{
    private const int MaxPoll = 86_400;

    private readonly Argument<string?> _path = new("path")
    {
        Description =
            "A folder of images or archives, a file, a pattern in quotes, a zip, tar, tar.gz or Parquet file, the URL of an archive, or - for "
            + "paths on stdin",
        HelpName = "PATH",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _input = new("--input", "-i") { Description = "The same as PATH", HelpName = "PATH" };

    private readonly Option<string> _collection = new("--collection", "-c")
    {
        Description = "The collection to add to; created if it does not exist",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string> _originals = new("--originals")
    {
        Description = "copy: the server keeps each image as it is; none: only a preview of at most 1440 px",
        HelpName = "copy|none",
        DefaultValueFactory = _ => "copy",
    };

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "Uploads at the same time, 1 to 32",
        HelpName = "COUNT",
        DefaultValueFactory = _ => IngestRequest.DefaultParallel,
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show what would be sent, and change nothing" };
    private readonly Option<bool> _json = new("--json") { Description = "Write each event to stdout as one line of JSON" };
    private readonly Option<int?> _poll = new("--poll")
    {
        Description = "Walk the folder every so many seconds, instead of letting the system report changes",
        HelpName = "SECONDS",
    };

    private readonly SelectionOptions _selection = new();
    private readonly StateOptions _state = new();

    public void AddTo(Command command)
    {
        command.Arguments.Add(_path);
        foreach (var option in (Option[])[_input, _collection, .. _selection.All, _originals, .. _state.All, _dryRun, _json, _parallel])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(CheckPath);
        command.Validators.Add(_state.Check);
        Check();
        _collection.Validators.Add(result =>
        {
            // Such a name would change the path of the address.
            if (result.Tokens is [{ Value: "" or "." or ".." }])
            {
                result.AddError("A collection's name must be 1 to 64 of a-z, 0-9, '_' and '-'.");
            }
        });
    }

    /// <summary>The options of a folder that is followed.</summary>
    public IEnumerable<Option> OfWatch => [.. _selection.OfWatch, _originals, .. _state.OfWatch, _parallel, _poll];

    /// <summary>Adds the options of a folder that is followed; the folder and the collection are the command's own.</summary>
    public void AddToWatch(Command command)
    {
        foreach (var option in OfWatch)
        {
            command.Options.Add(option);
        }

        Check();
        _poll.Validators.Add(result =>
        {
            var given = result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var seconds) ? seconds : 1;
            if (given is < 1 or > MaxPoll)
            {
                result.AddError($"--poll must be between 1 and {MaxPoll} seconds, not {given}.");
            }
        });
    }

    /// <summary>How often a folder is walked; null if the system reports changes.</summary>
    public TimeSpan? PollOf(ParseResult parsed) => parsed.GetValue(_poll) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private void Check()
    {
        _originals.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not ("copy" or "none") and var given }])
            {
                result.AddError($"--originals must be 'copy' or 'none', not '{given}'.");
            }
        });
        OptionRange.Limit(_parallel, 1, IngestRequest.MaxParallel);
    }

    public IngestRequest Read(CliEnvironment environment, ParseResult parsed) =>
        Read(environment, parsed, (parsed.GetValue(_path) ?? parsed.GetValue(_input))!, parsed.GetRequiredValue(_collection));

    /// <summary>The request, of a source and a collection that another command names.</summary>
    public IngestRequest Read(CliEnvironment environment, ParseResult parsed, string source, string collection)
    {
        var request = new IngestRequest
        {
            Source = source,
            Collection = collection,
            KeepsOriginals = parsed.GetRequiredValue(_originals) == "copy",
            IsDryRun = parsed.GetValue(_dryRun),
            WritesJson = parsed.GetValue(_json),
            Parallel = parsed.GetValue(_parallel),
        };
        return _state.Read(_selection.Read(request, environment, parsed), environment, parsed);
    }

    private void CheckPath(CommandResult result)
    {
        if (string.IsNullOrEmpty(result.GetValue(_path)) == string.IsNullOrEmpty(result.GetValue(_input)))
        {
            result.AddError("Give one PATH: the folder, file or archive to add.");
        }
    }
}

using System.CommandLine;
using System.Globalization;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

/// <summary>The words of <c>ingest</c>, their rules, and the request that they make.</summary>
internal sealed class IngestOptions
{
    private readonly Argument<string?> _path = new("path") { Description = "A file or a folder", HelpName = "PATH", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _input = new("--input", "-i") { Description = "The same as PATH", HelpName = "PATH" };

    private readonly Option<string> _collection = new("--collection", "-c")
    {
        Description = "Where to add; made when it is not there",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "Uploads at the same time",
        HelpName = "COUNT",
        DefaultValueFactory = _ => IngestRequest.DefaultParallel,
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_path);
        foreach (Option option in new Option[] { _input, _collection, _parallel })
            command.Options.Add(option);

        command.Validators.Add(result =>
        {
            if (result.GetValue(_path) is null == result.GetValue(_input) is null)
                result.AddError("Give one PATH: the file or folder to add.");
        });
        _collection.Validators.Add(result =>
        {
            // Such a name would leave the collections' part of the address.
            if (result.Tokens is [{ Value: "" or "." or ".." }])
                result.AddError("A collection's name is 1 to 64 of a-z, 0-9, '_' and '-'.");
        });
        _parallel.Validators.Add(result =>
        {
            var given = result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var count) ? count : 1;
            if (given is < 1 or > IngestRequest.MaxParallel)
                result.AddError($"--parallel is between 1 and {IngestRequest.MaxParallel}, not {given}.");
        });
    }

    public IngestRequest Read(CliEnvironment environment, ParseResult parsed)
    {
        var path = IngestRequest.Resolve(environment, (parsed.GetValue(_path) ?? parsed.GetValue(_input))!);
        return new IngestRequest(path, parsed.GetRequiredValue(_collection), parsed.GetValue(_parallel));
    }
}

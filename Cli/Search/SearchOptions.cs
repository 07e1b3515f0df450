using System.CommandLine;
using System.Globalization;
using Txt2Image.Client;

namespace Txt2Image.Cli.Search;

/// <summary>The options of a search. What is not given is left to the server.</summary>
internal sealed class SearchOptions
{
    private readonly Option<int?> _k = new("-k", "--k") { Description = "How many images, 1 to 1000 (default: 10)", HelpName = "COUNT" };

    private readonly Option<string?> _collection = new("--collection", "-c")
    {
        Description = "The collection to search (default: the server's default collection)",
        HelpName = "NAME",
    };

    private readonly Option<double?> _minScore = new("--min-score")
    {
        Description = "The lowest score of an image, a cosine: -1 to 1",
        HelpName = "SCORE",
    };

    public Option<int> Offset { get; } = new("--offset") { Description = "How many of the best images to skip, for a next page", HelpName = "COUNT" };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _k, _collection, Offset, _minScore })
        {
            command.Options.Add(option);
        }

        AtLeast(_k, 1);
        AtLeast(Offset, 0);
    }

    public SearchRequest Read(ParseResult parsed, string text) => new()
    {
        Text = text,
        K = parsed.GetValue(_k),
        Offset = parsed.GetValue(Offset) is > 0 and var offset ? offset : null,
        MinScore = parsed.GetValue(_minScore),
        Collection = parsed.GetValue(_collection),
    };

    private static void AtLeast<T>(Option<T> option, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && value < least)
        {
            result.AddError($"{option.Name} must be at least {least}, not {value}.");
        }
    });
}

using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Txt2Image.Cli.Searching;

/// <summary>The options of a search, and the request that they make. What is not given is left to the server.</summary>
internal sealed class SearchOptions
{
    private readonly Option<int?> _k = new("-k", "--k") { Description = "How many images (the server's default is 10)", HelpName = "COUNT" };

    private readonly Option<string?> _collection = new("--collection", "-c")
    {
        Description = "Where to search (the server's default collection otherwise)",
        HelpName = "NAME",
    };

    private readonly Option<double?> _minScore = new("--min-score")
    {
        Description = "Leave out images that score lower (a cosine, -1 to 1)",
        HelpName = "SCORE",
    };

    public Option<int> Offset { get; } = new("--offset") { Description = "Skip the best so many, for a next page", HelpName = "COUNT" };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _k, _collection, Offset, _minScore })
        {
            command.Options.Add(option);
        }

        AtLeast(_k, 1);
        AtLeast(Offset, 0);
    }

    public string Path(ParseResult parsed, string text)
    {
        var path = new StringBuilder("search?q=").Append(Uri.EscapeDataString(text));
        Append(path, "k", parsed.GetValue(_k));
        Append(path, "offset", parsed.GetValue(Offset) is > 0 and var offset ? offset : null);
        Append(path, "minScore", parsed.GetValue(_minScore));
        Append(path, "collection", parsed.GetValue(_collection));
        return path.ToString();
    }

    private static void Append(StringBuilder path, string name, IConvertible? value)
    {
        if (value is not null)
        {
            path.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static void AtLeast<T>(Option<T> option, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && value < least)
        {
            result.AddError($"{option.Name} is at least {least}, not {value}.");
        }
    });
}

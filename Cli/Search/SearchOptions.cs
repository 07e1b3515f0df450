using System.CommandLine;
using System.CommandLine.Parsing;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;
using Txt2Image.Storage;

namespace Txt2Image.Cli.Search;

/// <summary>The options of a search. What is not given is left to the server.</summary>
internal sealed class SearchOptions
{
    /// <summary>The most candidates that the server takes.</summary>
    public const int MostEf = 10_000;

    private readonly Option<int?> _k = new("-k", "--k") { Description = "How many images, 1 to 1000 (default: 10)", HelpName = "COUNT" };

    /// <summary>The collection to search.</summary>
    public Option<string?> Collection { get; } = new("--collection", "-c")
    {
        Description = "The collection to search (default: the server's default collection)",
        HelpName = "NAME",
    };

    private readonly Option<double?> _minScore = new("--min-score")
    {
        Description = "The lowest score of an image, a cosine: -1 to 1",
        HelpName = "SCORE",
    };

    /// <summary>The text to search for.</summary>
    public Argument<string?> Text { get; } = new("text")
    {
        Description = "What the images should show, in quotes. With spaces around them, +, - and * weight terms: \"2 * dog + pool - people\"",
        HelpName = "TEXT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<FileInfo?> _image = new("--image")
    {
        Description = "Search with an image file: it is sent to the server, and not stored",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _like = new("--like")
    {
        Description = "Search with an image of a collection, by its id or as COLLECTION/ID; may be repeated",
        HelpName = "ID",
    };

    private readonly Option<bool> _examples = new("--examples") { Description = "Include the images of --like in the answer" };

    private readonly Option<string?> _filter = new("--filter")
    {
        Description = "What the images must satisfy, such as 'year>=2020 and tag:beach'",
        HelpName = "FILTER",
    };

    private readonly Option<string?> _batch = new("--batch")
    {
        Description = "Search for each line of a text file, in one request; - reads standard input",
        HelpName = "FILE",
    };

    private readonly Option<string?> _cursor = new("--cursor")
    {
        Description = "The 'next' of the page before, instead of --offset; other options stay the same, except -k",
        HelpName = "CURSOR",
    };

    private readonly Option<string?> _cutoff = new("--cutoff")
    {
        Description = "auto: leave out images that do not match the text better than chance, all of them if need be (default: none)",
        HelpName = "auto|none",
    };

    private readonly Option<double?> _maxChance = new("--max-chance")
    {
        Description = "With --cutoff auto, the highest chance that the best image is one of an unrelated text: 0.005 to 1 (default: 0.05)",
        HelpName = "CHANCE",
    };

    private readonly Option<HitOrder?> _sort = new("--sort")
    {
        Description = "The order of the best images: score, taken (the latest first) or name",
        HelpName = "ORDER",
        CustomParser = result => Enum.TryParse<HitOrder>(result.Tokens[0].Value, ignoreCase: true, out var order) && Enum.IsDefined(order)
            ? order
            : Invalid(result, "--sort must be score, taken or name"),
    };

    private readonly Option<double?> _collapse = new("--collapse")
    {
        Description = "Fold images whose cosine is at least this into the better one, such as 0.95: 0 to 1",
        HelpName = "COSINE",
    };

    private readonly Option<double?> _diversity = new("--diversity")
    {
        Description = "How much an image must differ from those before it: 0 to 1",
        HelpName = "SHARE",
    };

    private readonly Option<string?> _facets = new("--facets")
    {
        Description = "Count the values of these fields over the best images, such as tag,year",
        HelpName = "FIELDS",
    };

    private readonly Option<int?> _within = new("--within")
    {
        Description = "How many of the best images --sort, --collapse, --diversity and --facets work on, 1 to 1000 (default: 100, or -k if larger)",
        HelpName = "COUNT",
    };

    private readonly Option<int?> _ef = new("--ef")
    {
        Description = $"How many candidates Qdrant's index keeps, 1 to {MostEf}: more find more of the best images, and take longer",
        HelpName = "COUNT",
    };

    private readonly Option<bool> _exact = new("--exact")
    {
        Description = "Compare the query with every image, instead of --ef; embedded collections always do",
    };

    private readonly Option<bool> _partial = new("--partial")
    {
        Description = "If the server's time is out before all images were looked at, show the best of those that were, instead of an error",
    };

    public Option<int> Offset { get; } = new("--offset") { Description = "How many of the best images to skip, for a next page", HelpName = "COUNT" };

    /// <summary>Adds the options of a search.</summary>
    public void AddTo(Command command)
    {
        Begin(command);
        Add(command, _image, _like, _examples, _k, Collection, Offset, _minScore, _filter, _batch);
        Add(command, _cursor, _cutoff, _maxChance, _sort, _collapse, _diversity, _facets, _within, _ef, _exact, _partial);
        Check(command);
        OptionRange.Limit(_k, 1);
        OptionRange.Limit(Offset, 0);
        command.Validators.Add(result =>
        {
            var hasTerm = result.GetValue(Text) is not null || result.GetResult(_image) is not null || result.GetResult(_like) is not null;
            if (result.GetResult(_batch) is not null == hasTerm)
            {
                result.AddError(hasTerm
                    ? "--batch FILE has the texts to search for: leave out TEXT, --image and --like"
                    : "give a TEXT to search for, --image FILE, --like ID or --batch FILE");
            }
        });
    }

    /// <summary>The options that make sense only of a standing question.</summary>
    public IEnumerable<Option> OfTextOnly => [_like, _minScore, _filter];

    /// <summary>Adds the options of a standing question.</summary>
    public void AddToWatch(Command command)
    {
        Begin(command);
        Text.HelpName = "PATH|TEXT";
        Text.Description = "The folder to follow; or what new images should show, in quotes";
        Collection.Description = "The collection to add to, which is created if it does not exist; or to search";
        Add(command, _like, Collection, _minScore, _filter);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Text) is null && result.GetResult(_like) is null)
            {
                result.AddError("give a TEXT to watch for, or --like ID, or a folder to follow");
            }
        });
    }

    /// <summary>The options that make sense of searches whose results are measured.</summary>
    public IEnumerable<Option> OfEval => [_filter, _minScore, _cutoff, _maxChance, _collapse, _diversity, _within, _ef, _exact];

    /// <summary>Adds the options of searches whose results are measured.</summary>
    public void AddToEval(Command command)
    {
        Add(command, [.. OfEval]);
        Check(command);
    }

    /// <summary>The file of a batch; null if it is one search.</summary>
    public string? BatchFile(ParseResult parsed) => parsed.GetValue(_batch);

    private static void Add(Command command, params Option[] options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    private void Check(Command command)
    {
        _cutoff.AcceptOnlyFromAmong("auto", "none");
        OptionRange.Limit(_within, 1);
        OptionRange.Limit(_ef, 1, MostEf);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_ef) is not null && result.GetValue(_exact))
            {
                result.AddError("--exact compares the query with every image, so --ef has no effect: give one of them.");
            }
        });
    }

    private void Begin(Command command)
    {
        command.Arguments.Add(Text);
        _like.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !IsExample(token.Value, out _, out _)))
            {
                result.AddError($"--like must be an image's id (a UUID), or COLLECTION/ID, not '{token.Value}'.");
            }
        });
    }

    /// <exception cref="RunFailedException">The image cannot be read.</exception>
    public async Task<SearchRequest> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        List<SearchTerm> terms = [.. (parsed.GetValue(_like) ?? []).Select(Example)];
        if (parsed.GetValue(_image) is { } image)
        {
            terms.Add(SearchTerm.OfImage(await ReadAsync(image, cancellationToken)));
        }

        return new SearchRequest
        {
            Text = parsed.GetValue(Text),
            Terms = terms,
            WithExamples = parsed.GetValue(_examples),
            K = parsed.GetValue(_k),
            Offset = parsed.GetValue(Offset) is > 0 and var offset ? offset : null,
            MinScore = parsed.GetValue(_minScore),
            Collection = parsed.GetValue(Collection),
            FilterText = parsed.GetValue(_filter),
            Cursor = parsed.GetValue(_cursor),
            CutsOff = parsed.GetValue(_cutoff) == "auto",
            MaxChance = parsed.GetValue(_maxChance),
            Sort = parsed.GetValue(_sort),
            Collapse = parsed.GetValue(_collapse),
            Diversity = parsed.GetValue(_diversity),
            Facets = parsed.GetValue(_facets)?.Split(',', StringSplitOptions.TrimEntries) ?? [],
            Within = parsed.GetValue(_within),
            Ef = parsed.GetValue(_ef),
            IsExact = parsed.GetValue(_exact),
            AllowsPartial = parsed.GetValue(_partial),
        };
    }

    private static HitOrder? Invalid(ArgumentResult result, string rule)
    {
        result.AddError($"{rule}, not '{result.Tokens[0].Value}'.");
        return null;
    }

    private static async Task<byte[]> ReadAsync(FileInfo image, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(HomeFolder.Expand(image.ToString()), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunFailedException($"{image}: {exception.Message}");
        }
    }

    private static SearchTerm Example(string text)
    {
        IsExample(text, out var collection, out var id);
        return SearchTerm.Like(id, collection);
    }

    private static bool IsExample(string text, out string? collection, out Guid id)
    {
        var slash = text.LastIndexOf('/');
        collection = slash > 0 ? text[..slash] : null;
        return Guid.TryParse(text.AsSpan(slash + 1), out id) && slash != 0;
    }
}

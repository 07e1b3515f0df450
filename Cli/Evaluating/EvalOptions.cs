using System.CommandLine;
using System.CommandLine.Parsing;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Search;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating;

/// <summary>The options of <c>eval</c>: what is measured. Those about files are <see cref="OutputOptions"/>.</summary>
internal sealed class EvalOptions
{
    private const string ImageToText = "image-to-text";
    private const string TextToImage = "text-to-image";

    /// <summary>One hit more than the largest K is fetched, to see ties.</summary>
    private const int LargestK = 999;

    private static readonly int[] UsualKs = [1, 5, 10];

    private readonly Option<string?> _collection = new("--collection", "-c")
    {
        Description = "The collection to search (default: the server's default collection)",
        HelpName = "NAME",
    };

    private readonly Option<string?> _queries = new("--queries", "-q")
    {
        Description = "The queries with their relevant images: CSV, TSV, JSON Lines, Parquet, or captions of COCO, Flickr or Karpathy",
        HelpName = "FILE",
    };

    private readonly Option<bool> _captions = new("--captions") { Description = "Use the captions that the collection's images have as queries" };

    private readonly Option<string?> _split = new("--split")
    {
        Description = "Read only the rows of the file whose column 'split' has this value, such as test",
        HelpName = "NAME",
    };

    private readonly Option<string?> _direction = new("--direction")
    {
        Description = $"{TextToImage} (default), or {ImageToText}: rank all captions for each image",
        HelpName = "DIRECTION",
    };

    private readonly Option<int[]> _ks = new("-k", "--k")
    {
        Description = "Measure at this K too, beside 1, 5 and 10; may be repeated",
        HelpName = "COUNT",
    };

    private readonly Option<string?> _by = new("--by")
    {
        Description = "Break results down by this column of the file, or by this field of the relevant images",
        HelpName = "NAME",
    };

    private readonly EncodingOption _encoding = new();
    private readonly SearchOptions _search = new();
    private readonly OutputOptions _output = new();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_collection, _queries, _captions, _split, _encoding.Option, _direction, _ks, _by])
        {
            command.Options.Add(option);
        }

        _search.AddToEval(command);
        _output.AddTo(command);
        _direction.AcceptOnlyFromAmong(TextToImage, ImageToText);
        OptionRange.Limit(_ks, 1, LargestK);
        command.Validators.Add(Check);
    }

    public EvalRequest Read(CliEnvironment environment, ParseResult parsed, SearchRequest search)
    {
        var queries = environment.FullPath(parsed.GetValue(_queries));
        return _output.Read(environment, parsed, new EvalRequest
        {
            Collection = parsed.GetValue(_collection),
            Queries = queries,
            Split = parsed.GetValue(_split),
            Decoding = new TextDecoding(_encoding.Read(parsed)),
            Encoding = _encoding.Read(parsed)?.WebName,
            Direction = parsed.GetValue(_direction) == ImageToText ? Direction.ImageToText : Direction.TextToImage,
            Ks = [.. UsualKs.Concat(parsed.GetValue(_ks) ?? []).Distinct().Order()],
            By = parsed.GetValue(_by),
            Search = search,
        });
    }

    /// <summary>What all searches have in common.</summary>
    public Task<SearchRequest> ReadSearchAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        _search.ReadAsync(parsed, cancellationToken);

    private void Check(CommandResult result)
    {
        var hasFile = result.GetResult(_queries) is not null;
        if (hasFile == result.GetValue(_captions))
        {
            result.AddError(hasFile
                ? "--queries FILE and --captions are two sources of queries: give one of them."
                : "give --queries FILE, or --captions to use the captions that the collection has.");
        }

        if (!hasFile && result.GetResult(_split) is not null)
        {
            result.AddError("--split chooses rows of a file: it needs --queries FILE.");
        }

        if (result.GetValue(_direction) == ImageToText && _search.OfEval.Any(option => result.GetResult(option) is { Implicit: false }))
        {
            result.AddError($"--direction {ImageToText} ranks captions, so options of searches for images cannot be combined with it.");
        }
    }
}

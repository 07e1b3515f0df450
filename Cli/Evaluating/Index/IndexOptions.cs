using System.CommandLine;
using System.Globalization;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Search;

namespace Txt2Image.Cli.Evaluating.Index;

/// <summary>The options of the measurement.</summary>
internal sealed class IndexOptions
{
    private const int DefaultSample = 100;
    private const int MostK = 500;

    public Option<string> Collection { get; } = new("--collection", "-c")
    {
        Description = "The collection to measure",
        HelpName = "NAME",
        Required = true,
    };

    public Option<string?> Queries { get; } = new("--queries")
    {
        Description = "Search for the texts of this file, one a line",
        HelpName = "FILE",
    };

    private readonly Option<int?> _sample = new("--sample")
    {
        Description = $"Search with the embeddings of this many images of the collection (default: {DefaultSample}, or none with --queries)",
        HelpName = "COUNT",
    };

    private readonly Option<int> _k = new("-k", "--k")
    {
        Description = $"How many of the best hits must be found, 1 to {MostK}",
        HelpName = "COUNT",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<string> _efs = new("--ef")
    {
        Description = $"The numbers of candidates to try, separated by commas, each 1 to {SearchOptions.MostEf}",
        HelpName = "LIST",
        DefaultValueFactory = _ => "32,64,128,256,512",
    };

    public Option<bool> WithoutFilters { get; } = new("--no-filters") { Description = "Do not measure searches with filters" };

    public Option<int> Seed { get; } = new("--seed")
    {
        Description = "Decides which images are sampled",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 1,
    };

    public IndexOptions()
    {
        OptionRange.Limit(_sample, 0);
        OptionRange.Limit(_k, 1, MostK);
        _efs.Validators.Add(result =>
        {
            foreach (var ef in result.Tokens is [var one] ? one.Value.Split(',') : [])
            {
                var isNumber = int.TryParse(ef, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                if (!isNumber || number is < 1 or > SearchOptions.MostEf)
                {
                    result.AddError($"--ef must be numbers from 1 to {SearchOptions.MostEf}, not '{ef}'.");
                }
            }
        });
    }

    public IEnumerable<Option> All => [Collection, Queries, _sample, _k, _efs, WithoutFilters, Seed];

    public int K(ParseResult parsed) => parsed.GetValue(_k);

    public IReadOnlyList<int> Efs(ParseResult parsed) =>
        [.. parsed.GetValue(_efs)!.Split(',').Select(ef => int.Parse(ef, CultureInfo.InvariantCulture)).Distinct().Order()];

    public int Sample(ParseResult parsed) => parsed.GetValue(_sample) ?? (parsed.GetValue(Queries) is null ? DefaultSample : 0);
}

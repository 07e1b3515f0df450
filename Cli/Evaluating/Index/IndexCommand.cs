using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Evaluating.Measuring;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating.Index;

/// <summary><c>eval index</c>: what an approximate index misses of what an exact search finds, and how fast both are.</summary>
internal static class IndexCommand
{
    private const string Notes =
        """
        Recall@k is the share of the best k hits of an exact search that were found; a hit counts if its score reaches the exact k-th score. The best
        embedding of a sampled image is its own, which does not count. Every search goes to the store: its query differs by a millionth from any
        that a cache may know. Times are those of the store alone, as the server reports them, one search at a time; exact is the first row. Embedded
        collections are exact at every ef. Qdrant keeps at least as many candidates as the server fetches hits (26, 101, 401 or 1001, whichever is
        above k), so a smaller ef means that many. If the Qdrant collection is quantized, that is part of what is measured. Filters are made of the
        collection's fields, for about 50 %, 10 % and 1 % of its images.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var options = new IndexOptions();
        var json = new JsonFile();
        var command = new ExampleCommand(
            "index",
            "Measures how much of what an exact search finds the collection's index finds, and how long it takes.",
            "txt2image eval index -c holiday",
            "txt2image eval index -c holiday --queries texts.txt --ef 64,128,256,512,1024",
            "txt2image eval index -c holiday --sample 500 -k 100 --json index.json");
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        command.Options.Add(json.Option);
        command.Notes = Notes;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            List<IndexQuery> queries = [];
            if (parsed.GetValue(options.Queries) is { } file)
            {
                queries.AddRange(await IndexQueries.ReadAsync(environment, file, cancellationToken));
            }

            var collection = await client.GetCollectionAsync(parsed.GetValue(options.Collection)!, cancellationToken);
            queries.AddRange(await IndexQueries.SampleAsync(
                client, collection.Name, options.Sample(parsed), parsed.GetValue(options.Seed), cancellationToken));
            if (queries.Count == 0 || collection.Images == 0)
            {
                throw new RunFailedException(
                    collection.Images == 0 ? $"'{collection.Name}' has no images." : "there is no query: give --queries or --sample.");
            }

            var filters = parsed.GetValue(options.WithoutFilters)
                ? [] : FilterChoice.Choose(await client.CountValuesAsync(collection.Name, cancellationToken: cancellationToken));
            var k = options.K(parsed);
            var scopes = await new IndexRun(environment, client, collection, k).RunAsync(
                queries, filters, options.Efs(parsed), cancellationToken);
            var report = new IndexReport(collection, queries.Count, k, scopes);
            await json.WriteAsync(parsed, environment, report.ToJson, () => report.Write(environment));
            return ExitCode.Success;
        });
        return command;
    }
}

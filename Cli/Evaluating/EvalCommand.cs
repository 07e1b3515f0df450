using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Evaluating.Cache;
using Txt2Image.Cli.Evaluating.Compare;
using Txt2Image.Cli.Evaluating.Index;
using Txt2Image.Cli.Evaluating.Limits;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating;

/// <summary><c>eval</c>: measures how well searches find what they should, and has the subcommands that measure something else or compare.</summary>
internal static class EvalCommand
{
    private const string Notes =
        """
        Queries:
          A table has a column with the text (query, q, text or caption) and one with the relevant images (relevant, id, ids, name, names, file or
          image), by id or by name; several are separated by |, or are a JSON list. Grades are written a.jpg:2, {"a.jpg": 2}, or in a column 'grade'
          with a row for each pair. Rows of the same query are joined; captions are not, each should find its own image. Texts are searched for as
          they are, without weights.

        Results:
          Recall@K, Precision@K, MRR@K, nDCG@K and MAP@K, each with a 95% interval. What cannot be evaluated is counted and said.
          image-to-text ranks all captions of the file for each image, by the cosine of their embeddings.

        Stopping:
          Ctrl-C stops a run, and the same command continues it from its journal, if the collection, the queries and the options are the same.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var options = new EvalOptions();
        var command = new ExampleCommand(
            "eval",
            "Measures how well searches find what they should, and whether a change makes them better.",
            "txt2image eval -c holiday --queries queries.csv",
            "txt2image eval -c coco --queries captions_val2017.json --json before.json --report before.html",
            "txt2image eval -c flickr --queries dataset_flickr30k.json --split test --direction image-to-text",
            "txt2image eval -c holiday --captions -k 20 --by year --worst 10",
            "txt2image eval compare before.json after.json --measure R@1");
        options.AddTo(command);
        command.Notes = Notes;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var request = options.Read(environment, parsed, await options.ReadSearchAsync(parsed, cancellationToken));
            return await new EvalRun(environment, client, request).RunAsync(cancellationToken);
        });
        Command[] more =
        [
            CompareCommand.Create(environment),
            IndexCommand.Create(environment, server),
            CacheCommand.Create(environment, server),
            LimitsCommand.Create(environment, server),
        ];
        foreach (var subcommand in more)
        {
            command.Subcommands.Add(subcommand);
        }

        return command;
    }
}

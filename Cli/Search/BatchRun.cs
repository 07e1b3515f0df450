using System.Text.Json.Nodes;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Search;

/// <summary>Searches for each line of a file.</summary>
internal static class BatchRun
{
    private const string StandardInput = "-";

    /// <param name="environment">The process.</param>
    /// <param name="client">The server.</param>
    /// <param name="file">The file, or - for standard input.</param>
    /// <param name="common">What all searches have in common.</param>
    /// <param name="asJson">Whether outcomes are printed as JSON, one a line.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="RunFailedException">The file cannot be read, or has no text.</exception>
    public static async Task<int> RunAsync(
        CliEnvironment environment, Txt2ImageClient client, string file, SearchRequest common, bool asJson, CancellationToken cancellationToken)
    {
        var texts = await ReadAsync(environment, file, cancellationToken);
        var failed = 0;
        await foreach (var outcome in client.SearchBatchAsync(
            [.. texts.Select(text => common with { Text = text })], inOrder: true, cancellationToken))
        {
            var text = texts[outcome.Index];
            failed += outcome.Error is null ? 0 : 1;
            if (asJson)
            {
                WriteJson(environment, text, outcome);
            }
            else
            {
                Write(environment, client.Address, text, outcome, firstRank: (common.Offset ?? 0) + 1);
            }
        }

        environment.Error.WriteLine($"{Amount.Of(texts.Count, "text")} searched, {failed} failed");
        return failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private static void Write(CliEnvironment environment, Uri server, string text, BatchAnswer outcome, int firstRank)
    {
        environment.Out.WriteLine(Printable.Of(text));
        if (outcome.Answer is { } answer)
        {
            HitTable.Write(environment, server, answer, firstRank);
            if (answer.Partial?.Note is { } partial)
            {
                environment.Error.WriteLine(Printable.Of($"note: {text}: {partial}"));
            }
        }
        else
        {
            environment.Error.WriteLine(Printable.Of($"txt2image: {text}: {outcome.Error!.Detail}"));
        }
    }

    private static void WriteJson(CliEnvironment environment, string text, BatchAnswer outcome)
    {
        var line = new JsonObject { ["index"] = outcome.Index, ["text"] = text };
        if (outcome.Answer is { } answer)
        {
            line["answer"] = JsonNode.Parse(answer.Json.GetRawText());
        }
        else
        {
            line["error"] = new JsonObject { ["code"] = outcome.Error!.Code, ["detail"] = outcome.Error.Detail };
        }

        environment.Out.WriteLine(Printable.OfJson(line.ToJsonString(JsonText.Letters)));
    }

    private static async Task<List<string>> ReadAsync(CliEnvironment environment, string file, CancellationToken cancellationToken)
    {
        string all;
        try
        {
            all = file == StandardInput
                ? await environment.In.ReadToEndAsync(cancellationToken)
                : await File.ReadAllTextAsync(environment.FullPath(file)!, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunFailedException($"{file}: {exception.Message}");
        }

        var texts = all.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        return texts.Count > 0 ? texts : throw new RunFailedException($"{file} has no line with a text to search for.");
    }
}

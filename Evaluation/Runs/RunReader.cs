using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Runs;

/// <summary>Reads what <see cref="RunWriter"/> wrote, query by query, so that its memory does not grow. The content is checked.</summary>
public sealed class RunReader
{
    private readonly JsonPull _json;
    private bool _isRead;

    private RunReader(JsonPull json, RunHeader header)
    {
        _json = json;
        Header = header;
    }

    /// <summary>What was evaluated, and how.</summary>
    public RunHeader Header { get; }

    /// <summary>Reads up to the first query. The stream is not closed.</summary>
    /// <exception cref="RunFormatException">It is not a run, is cut off, or has another version of the format.</exception>
    public static async Task<RunReader> OpenAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        var json = new JsonPull(stream);
        await ExpectAsync(json, JsonTokenType.StartObject, cancellationToken);
        if (!(await PropertyAsync(json, "format", cancellationToken)).Span.SequenceEqual("\"txt2image-run\""u8))
        {
            throw NotARun();
        }

        var version = Parsed(await PropertyAsync(json, "formatVersion", cancellationToken), RunJson.Shared.Int32);
        if (version != RunFormat.Version)
        {
            throw new RunFormatException($"The run has version {version} of its format. This program reads version {RunFormat.Version}.");
        }

        var header = Parsed(await PropertyAsync(json, "header", cancellationToken), RunJson.Shared.RunHeader);
        if (header.Ks.Count == 0 || header.Ks.Any(k => k < 1))
        {
            throw new RunFormatException("The run's header has no values of K, or one below 1.");
        }

        await ExpectNameAsync(json, "queries", cancellationToken);
        await ExpectAsync(json, JsonTokenType.StartArray, cancellationToken);
        return new RunReader(json, header);
    }

    /// <summary>Reads the queries, once, to the end of the document.</summary>
    /// <exception cref="RunFormatException">The document is damaged or cut off.</exception>
    /// <exception cref="InvalidOperationException">The queries were read before.</exception>
    public async IAsyncEnumerable<QueryResult> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_isRead)
        {
            throw new InvalidOperationException("The queries of a run are read once.");
        }

        _isRead = true;
        while (await _json.ValueAsync(cancellationToken) is var (type, bytes) && type != JsonTokenType.EndArray)
        {
            var query = Parsed(bytes, RunJson.Shared.QueryResult);
            if (QueryFaults.Of(query) is { } fault)
            {
                throw new RunFormatException($"Query {query.Number} of the run: {fault}");
            }

            yield return query;
        }

        await PropertyAsync(_json, "summary", cancellationToken);
        await ExpectAsync(_json, JsonTokenType.EndObject, cancellationToken);
    }

    private static async Task<ReadOnlyMemory<byte>> PropertyAsync(JsonPull json, string name, CancellationToken cancellationToken)
    {
        await ExpectNameAsync(json, name, cancellationToken);
        return (await json.ValueAsync(cancellationToken)).Bytes;
    }

    private static async Task ExpectNameAsync(JsonPull json, string name, CancellationToken cancellationToken)
    {
        var (type, bytes) = await json.TokenAsync(cancellationToken);
        if (type != JsonTokenType.PropertyName || !bytes.Span.StartsWith(Encoding.UTF8.GetBytes($"\"{name}\"")))
        {
            throw NotARun();
        }
    }

    private static async Task ExpectAsync(JsonPull json, JsonTokenType expected, CancellationToken cancellationToken)
    {
        if ((await json.TokenAsync(cancellationToken)).Type != expected)
        {
            throw NotARun();
        }
    }

    private static T Parsed<T>(ReadOnlyMemory<byte> bytes, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, type) ?? throw NotARun();
        }
        catch (JsonException exception)
        {
            throw new RunFormatException($"The run is damaged: {exception.Message}", exception);
        }
    }

    private static RunFormatException NotARun() =>
        new("The file is not a run: it must be the JSON document that an evaluation wrote, with its properties in their order.");
}

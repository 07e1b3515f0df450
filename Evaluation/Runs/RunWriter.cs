using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Runs;

/// <summary>
/// Writes a run as one JSON document, query by query, so that its memory does not grow. A document that was not completed is cut off, and
/// <see cref="RunReader"/> says so. Not safe for several threads at once.
/// </summary>
public sealed class RunWriter : IAsyncDisposable
{
    private const int FullAt = 64 * 1024;
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FullAt);
    private bool _hasQueries;

    /// <summary>Creates a writer. The stream is not closed.</summary>
    public RunWriter(Stream stream, RunHeader header)
    {
        _stream = stream;
        Add($$"""{"format":"{{RunFormat.Name}}","formatVersion":{{RunFormat.Version}},"header":""");
        Add(header, RunJson.Shared.RunHeader);
        Add(",\n\"queries\":[");
    }

    /// <summary>Writes the next query.</summary>
    public async Task WriteAsync(QueryResult query, CancellationToken cancellationToken = default)
    {
        // A line for each, for tools that work with lines, and for people.
        Add(_hasQueries ? ",\n" : "\n");
        Add(query, RunJson.Shared.QueryResult);
        _hasQueries = true;
        if (_buffer.WrittenCount >= FullAt)
        {
            await FlushAsync(cancellationToken);
        }
    }

    /// <summary>Writes the summary and ends the document.</summary>
    public async Task CompleteAsync(RunFigures figures, CancellationToken cancellationToken = default)
    {
        Add("\n],\n\"summary\":");
        Add(SummaryDocument.Of(figures), RunJson.Shared.SummaryDocument);
        Add("}\n");
        await FlushAsync(cancellationToken);
    }

    /// <summary>Sends what is still buffered to the stream. It does not complete the document.</summary>
    public async ValueTask DisposeAsync() => await FlushAsync(CancellationToken.None);

    private void Add(string text) => Encoding.UTF8.GetBytes(text, _buffer);

    private void Add<T>(T value, JsonTypeInfo<T> type)
    {
        using var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = type.Options.Encoder, SkipValidation = true });
        JsonSerializer.Serialize(json, value, type);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
        await _stream.FlushAsync(cancellationToken);
    }
}

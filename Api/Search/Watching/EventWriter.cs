using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Txt2Image.Api.Images;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Api.Search.Watching;

/// <summary>Writes Server-Sent Events. JSON without line breaks needs one line of data.</summary>
internal sealed class EventWriter(PipeWriter output)
{
    /// <summary>After how many milliseconds a client that lost its connection should connect again.</summary>
    public void Retry(int milliseconds) => output.Write(Encoding.ASCII.GetBytes($"retry: {milliseconds}\n\n"));

    /// <summary>A comment, which clients ignore: it shows both sides that the connection is alive.</summary>
    public void Comment(string text) => output.Write(Encoding.ASCII.GetBytes($": {text}\n\n"));

    /// <summary>What a client sends as Last-Event-ID when it connects again. An event without data changes only that.</summary>
    public void Position(string version) => output.Write(Encoding.ASCII.GetBytes($"id: {version}\n\n"));

    /// <summary>An event with an object as its data.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">The object.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="position">The position at this event; null if it does not change.</param>
    public void Event<T>(string name, T data, JsonTypeInfo<T> type, string? position = null)
    {
        output.Write(Encoding.ASCII.GetBytes(position is null ? $"event: {name}\ndata: " : $"id: {position}\nevent: {name}\ndata: "));
        output.Write(JsonSerializer.SerializeToUtf8Bytes(data, type));
        output.Write("\n\n"u8);
    }

    /// <summary>An event for each image.</summary>
    public void Images(ImmutableArray<SearchHit> hits, ImageUrls urls)
    {
        foreach (var hit in hits)
        {
            output.Write("event: image\ndata: "u8);
            SearchAnswerWriter.Write(output, hit, urls);
            output.Write("\n\n"u8);
        }
    }
}

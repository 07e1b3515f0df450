using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>A call that the server has received.</summary>
public sealed class Call
{
    private readonly IMessage _message;

    internal Call(string method, IMessage message, bool hasDeadline)
    {
        Method = method;
        _message = message;
        HasDeadline = hasDeadline;
    }

    /// <summary>The method, such as <c>Points/Upsert</c>.</summary>
    public string Method { get; }

    /// <summary>Whether the client set a deadline.</summary>
    public bool HasDeadline { get; }

    /// <summary>The size of its message.</summary>
    public int Bytes => _message.CalculateSize();

    /// <summary>The message as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(JsonFormatter.Default.Format(_message))!;
}

/// <summary>The calls that the server has received, in order.</summary>
public sealed class CallLog
{
    private readonly ConcurrentQueue<Call> _calls = new();

    /// <summary>All calls of a method.</summary>
    public IReadOnlyList<Call> Of(string method) => [.. _calls.Where(call => call.Method == method)];

    /// <summary>All calls.</summary>
    public IReadOnlyList<Call> All => [.. _calls];

    public void Clear() => _calls.Clear();

    internal void Add(Call call) => _calls.Enqueue(call);
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Txt2Image.Tests.Support.S3;

/// <summary>A proxy between an S3 store and its client that can inject failures.</summary>
public sealed class TroubleProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly int _target;
    private readonly Task _accepting;
    private int _connections;
    private volatile Trouble _now = Trouble.None;

    /// <summary>Starts a proxy to a port of the loopback address.</summary>
    public TroubleProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients reach it.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The number of connections made since the current failure began.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Begins or ends a failure. Open connections are closed, so that it affects every client.</summary>
    public void Make(Trouble trouble)
    {
        _now = trouble;
        Volatile.Write(ref _connections, 0);
        foreach (var socket in _open.Keys)
        {
            socket.Close(0);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        Make(Trouble.None);
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
            catch (Exception exception) when (IsClosed(exception))
            {
                // The proxy is closing, or the client disconnected early.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        _open[client] = true;
        try
        {
            var trouble = Interlocked.Increment(ref _connections) <= _now.Times ? _now : Trouble.None;
            if (trouble.Hangs)
            {
                await Task.Delay(Timeout.Infinite, _end.Token);
            }
            else if (trouble.Answer is { } answer)
            {
                await AnswerAsync(client, answer);
            }
            else if (!trouble.Refuses)
            {
                await PassAsync(client, trouble);
            }
        }
        catch (Exception exception) when (IsClosed(exception))
        {
            // One side has closed, so close the other.
        }
        finally
        {
            _open.TryRemove(client, out _);
            client.Close(0);
        }
    }

    /// <summary>
    /// Reads a request's headers and responds instead of the store; then drains the rest of the request, so that the response is not lost.
    /// </summary>
    private async Task AnswerAsync(Socket client, string answer)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await client.ReceiveAsync(buffer, _end.Token) is var read && read == 0)
            {
                return;
            }

            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        await SendAsync(client, Encoding.Latin1.GetBytes(answer));
        client.Shutdown(SocketShutdown.Send);
        while (await client.ReceiveAsync(buffer, _end.Token) > 0)
        {
        }
    }

    private async Task PassAsync(Socket client, Trouble trouble)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _open[server] = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            await Task.WhenAny(
                PumpAsync(client, server, long.MaxValue, default, stalls: false),
                PumpAsync(server, client, trouble.Bytes, trouble.Delay, trouble.Stalls));
        }
        finally
        {
            _open.TryRemove(server, out _);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, long most, TimeSpan delay, bool stalls)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (most > 0 && await from.ReceiveAsync(buffer, _end.Token) is > 0 and var read)
            {
                await Task.Delay(delay, _end.Token);
                await SendAsync(to, buffer.AsMemory(0, (int)Math.Min(read, most)));
                most -= read;
            }

            if (most <= 0 && stalls)
            {
                await Task.Delay(Timeout.Infinite, _end.Token);
            }
        }
        catch (Exception exception) when (IsClosed(exception))
        {
            // The client disconnected.
        }
    }

    private async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, _end.Token)..];
        }
    }

    private static bool IsClosed(Exception failure) => failure is SocketException or ObjectDisposedException or OperationCanceledException;
}

/// <summary>A failure that <see cref="TroubleProxy"/> injects.</summary>
public sealed record Trouble
{
    /// <summary>Everything passes.</summary>
    public static readonly Trouble None = new();

    /// <summary>Connections are closed at once.</summary>
    public static readonly Trouble Refusing = new() { Refuses = true };

    /// <summary>Requests never get a response.</summary>
    public static readonly Trouble Hanging = new() { Hangs = true };

    /// <summary>The number of connections affected; later ones are not.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>Whether connections end as soon as they are made.</summary>
    public bool Refuses { get; private init; }

    /// <summary>Whether nothing is ever answered.</summary>
    public bool Hangs { get; private init; }

    /// <summary>The response sent instead of the store's.</summary>
    public string? Answer { get; private init; }

    /// <summary>The number of response bytes that pass on each connection.</summary>
    public long Bytes { get; private init; } = long.MaxValue;

    /// <summary>Whether a connection then stalls; otherwise it is closed.</summary>
    public bool Stalls { get; private init; }

    /// <summary>The delay of each piece of a response.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>The store answers with an error.</summary>
    public static Trouble Answering(int status, string code)
    {
        var body = $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>a text of the store</Message></Error>";
        return new()
            { Answer =
                $"HTTP/1.1 {status} Trouble\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}" };
    }

    /// <summary>A server that is not an S3 store responds.</summary>
    public static Trouble AnsweringAsAnother() =>
        new() { Answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<html></html>" };

    /// <summary>Connections are closed after this many bytes of an answer.</summary>
    public static Trouble Cutting(long bytes) => new() { Bytes = bytes };

    /// <summary>After this many bytes of an answer nothing more is sent.</summary>
    public static Trouble Stalling(long bytes) => new() { Bytes = bytes, Stalls = true };

    /// <summary>Each piece of an answer is delayed.</summary>
    public static Trouble Delaying(TimeSpan delay) => new() { Delay = delay };
}

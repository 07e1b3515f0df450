using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Txt2Image.Tests.Support;

namespace Txt2Image.Cluster.Harness.Local;

/// <summary>A proxy between a server and its clients that can delay the server's answers: all bytes arrive, later but in order.</summary>
internal sealed class DelayProxy : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Socket, Socket> _open = new();
    private readonly Task _accepting;
    private long _delayTicks;

    public DelayProxy(int target)
    {
        _target = target;
        Port = FreePort.Next();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The delay of every answer.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }

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
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The proxy is closing, or the client disconnected early.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _open[client] = server;
        _open[server] = client;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            await Task.WhenAny(PassAsync(client, server), PassLaterAsync(server, client));
        }
        catch (Exception exception) when (IsClosed(exception))
        {
            // The server is down: the client sees its connection close.
        }
        finally
        {
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
            client.Dispose();
        }
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is > 0 and var read)
            {
                await SendAsync(to, buffer.AsMemory(0, read));
            }
        }
        catch (Exception exception) when (IsClosed(exception))
        {
            // One side has closed, so close the other.
        }
    }

    private async Task PassLaterAsync(Socket from, Socket to)
    {
        var held = Channel.CreateUnbounded<(long Arrived, byte[] Bytes)>();
        var sending = SendLaterAsync(held.Reader, to);
        var buffer = new byte[BufferSize];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is > 0 and var read)
            {
                held.Writer.TryWrite((Stopwatch.GetTimestamp(), buffer[..read]));
            }
        }
        catch (Exception exception) when (IsClosed(exception))
        {
            // As above.
        }

        held.Writer.Complete();
        await sending;
    }

    private async Task SendLaterAsync(ChannelReader<(long Arrived, byte[] Bytes)> held, Socket to)
    {
        try
        {
            await foreach (var (arrived, bytes) in held.ReadAllAsync(_end.Token))
            {
                var left = Delay - Stopwatch.GetElapsedTime(arrived);
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left, _end.Token);
                }

                await SendAsync(to, bytes);
            }
        }
        catch (Exception exception) when (IsClosed(exception))
        {
            // As above.
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

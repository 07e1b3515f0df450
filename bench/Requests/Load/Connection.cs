using System.Buffers.Text;
using System.Net.Sockets;
using Txt2Image.Bench.Product;

namespace Txt2Image.Bench.Requests.Load;

/// <summary>One persistent HTTP/1.1 connection: a minimal client, which only finds out where a response ends.</summary>
internal sealed class Connection : IDisposable
{
    private const int StatusAt = 9;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _filled;

    private Connection(Socket socket) => _socket = socket;

    public static async Task<Connection> OpenAsync(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        return new Connection(socket);
    }

    /// <summary>Sends a request and reads the whole response.</summary>
    /// <exception cref="BenchException">The response is not a success.</exception>
    public async ValueTask AskAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        _filled = 0;
        int at;
        while ((at = Read().IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync();
        }

        if (_buffer[StatusAt] != (byte)'2')
        {
            throw new BenchException(System.Text.Encoding.UTF8.GetString(Read()));
        }

        var body = at + 4;
        if (LengthIn(Read()[..at]) is { } length)
        {
            while (_filled < body + length)
            {
                await FillAsync();
            }

            return;
        }

        while (!EndsIn(ref body))
        {
            await FillAsync();
        }
    }

    public void Dispose() => _socket.Dispose();

    private ReadOnlySpan<byte> Read() => _buffer.AsSpan(0, _filled);

    private async ValueTask FillAsync()
    {
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled));
        if (read == 0)
        {
            throw new BenchException("The server closed a connection, or a response is too long.");
        }

        _filled += read;
    }

    /// <summary>The content length from the headers; null if the body is chunked.</summary>
    private static int? LengthIn(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : null;
    }

    /// <summary>Skips the complete chunks received so far; true if the last, empty one was among them.</summary>
    private bool EndsIn(ref int at)
    {
        while (true)
        {
            var rest = Read()[at..];
            var line = rest.IndexOf("\r\n"u8);
            if (line < 0 || !Utf8Parser.TryParse(rest[..line], out int size, out _, 'x'))
            {
                return false;
            }

            var next = line + 2 + size + 2;
            if (rest.Length < next)
            {
                return false;
            }

            at += next;
            if (size == 0)
            {
                return true;
            }
        }
    }
}

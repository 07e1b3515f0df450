using System.Text.Json;

namespace Txt2Image.Evaluation.Runs;

/// <summary>Reads a JSON document from a stream piece by piece. It holds one value at a time.</summary>
internal sealed class JsonPull(Stream stream)
{
    /// <summary>No query that the server answers comes near this.</summary>
    private const int Largest = 64 * 1024 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private JsonReaderState _state;

    /// <summary>The next token: a bracket, a property's name, or a single value. Its bytes are valid until the next call.</summary>
    public ValueTask<(JsonTokenType Type, ReadOnlyMemory<byte> Bytes)> TokenAsync(CancellationToken cancellationToken) =>
        NextAsync(whole: false, cancellationToken);

    /// <summary>The next value, objects and arrays with all that they hold; or the bracket that closes the surrounding one.</summary>
    public ValueTask<(JsonTokenType Type, ReadOnlyMemory<byte> Bytes)> ValueAsync(CancellationToken cancellationToken) =>
        NextAsync(whole: true, cancellationToken);

    private async ValueTask<(JsonTokenType Type, ReadOnlyMemory<byte> Bytes)> NextAsync(bool whole, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryRead(whole) is { } read)
            {
                return read;
            }

            MakeRoom();
            var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (count == 0)
            {
                throw new RunFormatException("The run is cut off: the file ends in the middle. Was its evaluation interrupted?");
            }

            _end += count;
        }
    }

    private (JsonTokenType Type, ReadOnlyMemory<byte> Bytes)? TryRead(bool whole)
    {
        try
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), isFinalBlock: false, _state);
            if (!reader.Read())
            {
                return null;
            }

            var (type, from) = (reader.TokenType, (int)reader.TokenStartIndex);
            if (whole && !reader.TrySkip())
            {
                return null;
            }

            var bytes = _buffer.AsMemory(_start + from, (int)reader.BytesConsumed - from);
            _start += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            return (type, bytes);
        }
        catch (JsonException exception)
        {
            throw new RunFormatException($"The file is not a run, or is damaged: {exception.Message}", exception);
        }
    }

    private void MakeRoom()
    {
        if (_start == 0 && _end == _buffer.Length)
        {
            if (_buffer.Length >= Largest)
            {
                throw new RunFormatException($"The run has a value of more than {Largest / 1024 / 1024} MB.");
            }

            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
        _end -= _start;
        _start = 0;
    }
}

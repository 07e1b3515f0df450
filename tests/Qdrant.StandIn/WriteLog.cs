using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;

namespace Txt2Image.Qdrant.StandIn;

/// <summary>
/// The writes in order, in one file. A record has its kind, its length, the message and a checksum; it is on disk before the write is acknowledged. A
/// record that a killed process left incomplete at the end is removed at the next start.
/// </summary>
internal sealed class WriteLog : IDisposable
{
    private const int HeaderLength = 5;
    private const int SumLength = 8;

    private static readonly MessageParser[] Kinds =
    [
        Wire.CreateCollection.Parser, Wire.DeleteCollection.Parser, Wire.UpsertPoints.Parser, Wire.DeletePoints.Parser, Wire.SetPayloadPoints.Parser,
        Wire.CreateFieldIndexCollection.Parser,
    ];

    private readonly FileStream _file;

    private WriteLog(FileStream file) => _file = file;

    /// <summary>Opens the log of a folder and returns its records.</summary>
    public static (WriteLog Log, IReadOnlyList<IMessage> Writes) Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = new FileStream(Path.Combine(folder, "writes.log"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        List<IMessage> writes = [];
        var end = 0;
        while (Read(bytes.AsSpan(end)) is var (message, length))
        {
            writes.Add(message);
            end += length;
        }

        file.SetLength(end);
        file.Position = end;
        return (new WriteLog(file), writes);
    }

    public void Append(IMessage message)
    {
        var length = message.CalculateSize();
        var record = new byte[HeaderLength + length + SumLength];
        record[0] = (byte)Array.FindIndex(Kinds, parser => parser == message.Descriptor.Parser);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(1), length);
        message.WriteTo(record.AsSpan(HeaderLength, length));
        Sum(record.AsSpan(0, HeaderLength + length)).CopyTo(record.AsSpan(HeaderLength + length));
        _file.Write(record);
        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();

    private static (IMessage Message, int Length)? Read(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < HeaderLength || rest[0] >= Kinds.Length)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(rest[1..]);
        if (length < 0 || length > rest.Length - HeaderLength - SumLength)
        {
            return null;
        }

        var covered = rest[..(HeaderLength + length)];
        if (!Sum(covered).AsSpan().SequenceEqual(rest.Slice(covered.Length, SumLength)))
        {
            return null;
        }

        return (Kinds[rest[0]].ParseFrom(covered[HeaderLength..].ToArray()), covered.Length + SumLength);
    }

    private static byte[] Sum(ReadOnlySpan<byte> record) => SHA256.HashData(record)[..SumLength];
}

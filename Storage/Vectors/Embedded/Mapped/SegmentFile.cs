using System.IO.Hashing;
using System.Runtime.InteropServices;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Vectors.Embedded.Mapped;

/// <summary>
/// A full block in a file of its own, which is written once and then only mapped: floats, codes and payloads, each read from the disk when they are
/// first needed.
/// </summary>
internal sealed unsafe class SegmentFile
{
    private readonly MappedFile _file;
    private readonly SegmentHeader _header;
    private readonly SegmentLayout _layout;
    private readonly int[] _ends;

    private SegmentFile(Guid name, MappedFile file, SegmentHeader header, SegmentLayout layout, ReadOnlySpan<byte> table)
    {
        Name = name;
        _file = file;
        _header = header;
        _layout = layout;
        var ids = Take<Guid>(ref table, layout.Rows);
        var scales = Take<float>(ref table, layout.Stride);
        var residuals = Take<float>(ref table, layout.CodeRows);
        _ends = Take<int>(ref table, layout.Rows);
        Block = new RowBlock(ids, layout.Dimension, new AlignedBuffer<float>(file, file.At(layout.FloatsStart), layout.Rows * layout.Stride));
        Codes = new BlockCodes(
            new AlignedBuffer<byte>(file, file.At(layout.CodesStart), (int)layout.CodesBytes), scales, residuals, header.Norms);
    }

    public Guid Name { get; }

    public ulong Check => _header.Own;

    public RowBlock Block { get; }

    public BlockCodes Codes { get; }

    public long FloatBytes => _layout.FloatsBytes;

    public long CodeBytes => _layout.CodesBytes;

    public static string PathOf(string folder, Guid name) => Path.Combine(folder, $"{name:N}.rows");

    /// <summary>
    /// Writes a full block that is in memory to a new file and maps it. Its content is durable; the folder's entry for it is not yet.
    /// </summary>
    public static SegmentFile Write(string folder, Segment segment)
    {
        var (block, codes) = (segment.Block, segment.Codes!);
        using var payloads = new MemoryStream();
        var ends = Payloads(segment, payloads);
        var written = payloads.GetBuffer().AsSpan(0, (int)payloads.Length);
        byte[] table =
        [
            .. MemoryMarshal.AsBytes(block.Ids.AsSpan()), .. MemoryMarshal.AsBytes(codes.Scales), .. MemoryMarshal.AsBytes(codes.Residuals),
            .. MemoryMarshal.AsBytes(ends.AsSpan()),
        ];
        var floats = MemoryMarshal.AsBytes(block.Rows);
        var header = new SegmentHeader
        {
            Format = SegmentHeader.Known,
            Dimension = block.Dimension,
            Rows = block.Capacity,
            PayloadBytes = written.Length,
            Norms = codes.Norms,
            Table = XxHash3.HashToUInt64(table),
            Codes = XxHash3.HashToUInt64(codes.Codes),
            Floats = XxHash3.HashToUInt64(floats),
            Payloads = XxHash3.HashToUInt64(written),
        };
        header.Own = OwnCheck(header);

        var (name, layout) = (Guid.NewGuid(), new SegmentLayout(block.Dimension, block.Capacity, written.Length));
        var draft = PathOf(folder, name) + IndexFolder.Draft;
        using (var file = File.OpenHandle(draft, FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(file, MemoryMarshal.AsBytes(new ReadOnlySpan<SegmentHeader>(in header)), 0);
            RandomAccess.Write(file, table, SegmentLayout.TableStart);
            RandomAccess.Write(file, codes.Codes, layout.CodesStart);
            RandomAccess.Write(file, floats, layout.FloatsStart);
            RandomAccess.Write(file, written, layout.PayloadsStart);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(draft, PathOf(folder, name), overwrite: true);
        return new SegmentFile(name, MappedFile.Open(PathOf(folder, name)), header, layout, table);
    }

    /// <summary>
    /// Opens a file and checks its header, table and length. What takes longer is checked afterwards (<see cref="HasIntactCodes"/>).
    /// </summary>
    /// <exception cref="IOException">It cannot be opened or mapped.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or not the expected one.</exception>
    public static SegmentFile Open(string folder, Guid name, ulong check, int dimension)
    {
        var path = PathOf(folder, name);
        using var file = File.OpenHandle(path);
        var header = default(SegmentHeader);
        Fill(file, MemoryMarshal.AsBytes(new Span<SegmentHeader>(ref header)), 0, path);
        var layout = new SegmentLayout(header.Dimension, header.Rows, header.PayloadBytes);
        if (SegmentHeader.IsOfAnotherVersion(header.Format))
        {
            throw new InvalidDataException($"{path} has the format of another version of the program");
        }

        if (header.Format != SegmentHeader.Known || header.Own != check || OwnCheck(header) != check || header.Dimension != dimension
            || RandomAccess.GetLength(file) != layout.FileBytes)
        {
            throw new InvalidDataException($"{path} is damaged");
        }

        var table = new byte[layout.TableBytes];
        Fill(file, table, SegmentLayout.TableStart, path);
        return XxHash3.HashToUInt64(table) == header.Table
            ? new SegmentFile(name, MappedFile.Open(path), header, layout, table)
            : throw new InvalidDataException($"{path} is damaged");
    }

    /// <summary>The payload of a row.</summary>
    public Payload Read(int row)
    {
        var start = row == 0 ? 0 : _ends[row - 1];
        var payload = PayloadBytes.Read(_file.Span(_layout.PayloadsStart + start, _ends[row] - start));
        GC.KeepAlive(_file);
        return payload;
    }

    /// <summary>Reads codes and payloads, which also brings them into memory, and compares them with their checksums.</summary>
    public bool HasIntactCodes() =>
        IsIntact(_layout.CodesStart, _layout.CodesBytes, _header.Codes) && IsIntact(_layout.PayloadsStart, _layout.PayloadBytes, _header.Payloads);

    /// <summary>The same for the floats.</summary>
    public bool HasIntactFloats() => IsIntact(_layout.FloatsStart, _layout.FloatsBytes, _header.Floats);

    /// <summary>Leaves the floats on the disk: only rows that are scored with them are read.</summary>
    public void LeaveFloatsOnDisk() => _file.ReadHereAndThere(_layout.FloatsStart, _layout.FloatsBytes);

    private bool IsIntact(long start, long length, ulong check)
    {
        var isIntact = XxHash3.HashToUInt64(_file.Span(start, length)) == check;
        GC.KeepAlive(_file);
        return isIntact;
    }

    /// <summary>Writes the payloads of the rows, and returns where each ends.</summary>
    private static int[] Payloads(Segment segment, MemoryStream payloads)
    {
        var ends = new int[segment.Count];
        using var writer = new BinaryWriter(payloads, System.Text.Encoding.UTF8, leaveOpen: true);
        for (var row = 0; row < ends.Length; row++)
        {
            if (segment.Payloads[row] is { } payload)
            {
                PayloadBytes.Write(writer, payload);
            }

            writer.Flush();
            ends[row] = (int)payloads.Length;
        }

        return ends;
    }

    private static ulong OwnCheck(SegmentHeader header)
    {
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<SegmentHeader>(in header));
        return XxHash3.HashToUInt64(bytes[..^sizeof(ulong)]);
    }

    private static void Fill(Microsoft.Win32.SafeHandles.SafeFileHandle file, Span<byte> bytes, long offset, string path)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(file, bytes, offset);
            if (read == 0)
            {
                throw new InvalidDataException($"{path} is too short");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }

    private static T[] Take<T>(ref ReadOnlySpan<byte> table, int count)
        where T : unmanaged
    {
        var length = count * sizeof(T);
        var taken = MemoryMarshal.Cast<byte, T>(table[..length]).ToArray();
        table = table[length..];
        return taken;
    }
}

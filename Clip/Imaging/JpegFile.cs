using System.Buffers.Binary;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// The structure of a JPEG with Huffman codes, baseline or progressive, of 8 bits: its segments, its components and where each scan's data are.
/// Layout: ITU-T T.81, annex B.
/// </summary>
internal sealed class JpegFile
{
    /// <summary>More scans than any real picture has; an entropy decoder goes over the whole picture for each.</summary>
    public const int MostScans = 100;

    public const byte EndOfImage = 0xd9;

    private const byte StartOfScan = 0xda, Quantization = 0xdb, Huffman = 0xc4, Restarts = 0xdd, Baseline = 0xc0, Extended = 0xc1, Progressive = 0xc2;
    private readonly JpegHuffman?[] _dc = new JpegHuffman?[4], _ac = new JpegHuffman?[4];
    private readonly List<JpegScan> _scans = [];
    private readonly List<Range> _head = [];
    private readonly byte[] _file;
    private int _restartInterval;

    private JpegFile(byte[] file) => _file = file;

    public bool IsProgressive { get; private set; }

    public int Width { get; private set; }

    public int Height { get; private set; }

    public IReadOnlyList<JpegComponent> Components { get; private set; } = [];

    public IReadOnlyList<JpegScan> Scans => _scans;

    /// <summary>Whether the end marker was found.</summary>
    public bool HasEnd { get; private set; }

    /// <summary>The segments that are no frame, table of codes or scan: metadata and quantization, in the order of the file.</summary>
    public IReadOnlyList<Range> Head => _head;

    /// <summary>Rows of minimum coded units.</summary>
    public int Bands => Components.Count == 0 ? 0 : Ceiling(Height, 8 * Components.Max(component => component.Down));

    /// <summary>Minimum coded units in a row.</summary>
    public int UnitsAcross => Ceiling(Width, 8 * Components.Max(component => component.Across));

    /// <summary>Reads the structure up to the end marker or the end of the file; null if it is of another kind, or not well-formed.</summary>
    public static JpegFile? Read(byte[] file)
    {
        var jpeg = new JpegFile(file);
        try
        {
            return jpeg.Walk() ? jpeg : null;
        }
        catch (Exception exception) when (exception is ArgumentException or IndexOutOfRangeException)
        {
            // A segment is longer than the file.
            return jpeg._scans.Count > 0 ? jpeg : null;
        }
    }

    private bool Walk()
    {
        for (var at = 2; at + 4 <= _file.Length;)
        {
            var marker = _file[at + 1];
            if (_file[at] != 0xff || marker is 0 or 0xff or 0x01 or (>= 0xd0 and <= 0xd7))
            {
                at = NextMarker(at + 1);
                continue;
            }

            if (marker == EndOfImage)
            {
                HasEnd = true;
                return _scans.Count > 0;
            }

            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at + 2));
            var segment = _file.AsSpan((at + 4)..end);
            if (marker == StartOfScan)
            {
                at = NextMarker(end);
                if (!AddScan(segment, end, at) || _scans.Count > MostScans)
                {
                    return false;
                }

                continue;
            }

            if (!Take(marker, segment, at..end))
            {
                return false;
            }

            at = end;
        }

        HasEnd = _file is [.., 0xff, EndOfImage];
        return _scans.Count > 0;
    }

    private bool Take(byte marker, ReadOnlySpan<byte> segment, Range place)
    {
        switch (marker)
        {
            case Baseline or Extended or Progressive:
                IsProgressive = marker == Progressive;
                return Components.Count == 0 && ReadFrame(segment);
            case Huffman:
                return ReadCodes(segment);
            case Restarts:
                _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                return true;
            case >= 0xc3 and <= 0xcf:
                // Lossless, hierarchical or with arithmetic codes.
                return false;
            default:
                _head.Add(place);

                // Tables that change between scans belong to the components that come next, so they cannot be moved to the head.
                return marker != Quantization || _scans.Count == 0;
        }
    }

    private bool ReadFrame(ReadOnlySpan<byte> frame)
    {
        Height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        Width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        var components = new JpegComponent[frame[5]];
        for (var i = 0; i < components.Length; i++)
        {
            var (id, sampling, table) = (frame[6 + (3 * i)], frame[7 + (3 * i)], frame[8 + (3 * i)]);

            // A single component is not interleaved, whatever its sampling factors.
            components[i] = components.Length == 1 ? new(id, 1, 1, table) : new(id, sampling >> 4, sampling & 15, table);
        }

        var isKnown = frame[0] == 8 && Width > 0 && Height > 0 && components.Length is > 0 and <= 4
            && Array.TrueForAll(components, component => component is { Across: > 0 and <= 4, Down: > 0 and <= 4 });
        if (isKnown)
        {
            Components = components;
            foreach (var component in components)
            {
                component.Place(this);
            }
        }

        return isKnown;
    }

    private bool ReadCodes(ReadOnlySpan<byte> codes)
    {
        while (codes.Length > 16)
        {
            var count = 0;
            foreach (var length in codes[1..17])
            {
                count += length;
            }

            if ((codes[0] & 0x0f) > 3 || JpegHuffman.Read(codes[1..17], codes.Slice(17, count)) is not { } table)
            {
                return false;
            }

            (codes[0] < 0x10 ? _dc : _ac)[codes[0] & 0x0f] = table;
            codes = codes[(17 + count)..];
        }

        return true;
    }

    private bool AddScan(ReadOnlySpan<byte> head, int from, int to)
    {
        var parts = new JpegScan.Part[head[0]];
        for (var i = 0; i < parts.Length; i++)
        {
            var (id, tables) = (head[1 + (2 * i)], head[2 + (2 * i)]);
            if (Components.FirstOrDefault(component => component.Id == id) is not { } component || (tables & 0x0c) != 0 || tables > 0x3f)
            {
                return false;
            }

            parts[i] = new(component, _dc[tables >> 4], _ac[tables & 0x0f]);
        }

        var rest = head[(1 + (2 * parts.Length))..];
        var (first, last, high, low) = IsProgressive ? (rest[0], rest[1], rest[2] >> 4, rest[2] & 0x0f) : (0, 63, 0, 0);
        var scan = new JpegScan(_file, from, to, parts, first, last, high, low) { RestartInterval = _restartInterval, File = this };
        _scans.Add(scan);
        return parts.Length > 0 && scan.IsPossible;
    }

    /// <summary>The next marker that is not within a scan's data; otherwise the end of the file.</summary>
    private int NextMarker(int at)
    {
        while (at < _file.Length)
        {
            var next = _file.AsSpan(at).IndexOf((byte)0xff);
            if (next < 0 || at + next + 1 >= _file.Length)
            {
                return _file.Length;
            }

            at += next;
            if (_file[at + 1] is not (0 or 0xff or (>= 0xd0 and <= 0xd7)))
            {
                return at;
            }

            at++;
        }

        return _file.Length;
    }

    internal static int Ceiling(int number, int by) => (number + by - 1) / by;
}

/// <summary>A component of a JPEG, and the coefficients of one row of minimum coded units, in zigzag order.</summary>
/// <param name="Id">Its number in the file.</param>
/// <param name="Across">Its horizontal sampling factor.</param>
/// <param name="Down">Its vertical sampling factor.</param>
/// <param name="Table">The number of its quantization table.</param>
internal sealed record JpegComponent(byte Id, int Across, int Down, byte Table)
{
    /// <summary>The blocks that the picture needs, of those that whole units have.</summary>
    public int BlocksAcross { get; private set; }

    public int BlocksDown { get; private set; }

    /// <summary>Blocks in a row, with those that complete the last unit.</summary>
    public int Stride { get; private set; }

    public short[] Coefficients { get; private set; } = [];

    public Span<short> Block(int row, int column) => Coefficients.AsSpan(((row * Stride) + column) * 64, 64);

    /// <summary>Computes the blocks, once all components are known.</summary>
    public void Place(JpegFile file)
    {
        var (across, down) = (file.Components.Max(one => one.Across), file.Components.Max(one => one.Down));
        BlocksAcross = JpegFile.Ceiling(JpegFile.Ceiling(file.Width * Across, across), 8);
        BlocksDown = JpegFile.Ceiling(JpegFile.Ceiling(file.Height * Down, down), 8);
        Stride = file.UnitsAcross * Across;
    }

    /// <summary>Makes room for a row of units, all zero.</summary>
    public void Clear()
    {
        if (Coefficients.Length == 0)
        {
            Coefficients = new short[Stride * Down * 64];
        }

        Array.Clear(Coefficients);
    }
}

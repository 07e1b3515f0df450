namespace Txt2Image.Clip.Imaging.Raw;

/// <summary>
/// RAW files built as TIFF: DNG, NEF, CR2, ARW, RW2, ORF, PEF, SRW. Their JPEGs are in directories: those in a row, those below, and in Olympus' the
/// maker's note. Directories that point to each other are read once. Tags: TIFF 6.0, TIFF/EP, DNG 1.4, and exiftool's tables of makers' tags.
/// </summary>
internal static class RawTiff
{
    private const int Compression = 0x103, Strips = 0x111, Orientation = 0x112, StripLengths = 0x117, Tiles = 0x144;
    private const int TileLengths = 0x145, SubDirectories = 0x14a;
    private const int JpegStart = 0x201, JpegLength = 0x202, PanasonicJpeg = 0x2e, Exif = 0x8769, MakerNote = 0x927c;
    private const int OlympusSettings = 0x2020, OlympusStart = 0x101, OlympusLength = 0x102;
    private const int MostDirectories = 64;

    public static RawParts Read(byte[] file)
    {
        if (TiffDirectory.First(file) is not { } first)
        {
            return new([], null, null);
        }

        List<(long, long)> jpegs = [], others = [];
        HashSet<long> seen = [];
        Queue<TiffDirectory> waiting = new([first]);
        while (waiting.TryDequeue(out var directory) && seen.Count < MostDirectories)
        {
            if (!seen.Add(directory.Start))
            {
                continue;
            }

            jpegs.AddRange(JpegsOf(directory));
            others.AddRange(directory.Values(Strips).Zip(directory.Values(StripLengths)));
            others.AddRange(directory.Values(Tiles).Zip(directory.Values(TileLengths)));
            foreach (var next in directory.Children(SubDirectories).Append(directory.Next()))
            {
                if (next is not null)
                {
                    waiting.Enqueue(next);
                }
            }
        }

        jpegs.AddRange(OlympusJpeg(file, first));
        return new(jpegs, first.Has(Orientation) ? first.Value(Orientation, 1) : null, file)
        {
            // Formats with a number of their own do not always fill in the places of their data.
            Others = ImageFormats.IsTiff(file) ? others : [],
        };
    }

    private static IEnumerable<(long Start, long Length)> JpegsOf(TiffDirectory directory)
    {
        if (directory.Has(JpegStart))
        {
            yield return (directory.Value(JpegStart, 0), directory.Value(JpegLength, 0));
        }

        if (directory.Place(PanasonicJpeg) is { } place)
        {
            yield return place;
        }

        // A picture in one piece, in JPEG's old or new way.
        if (directory.Value(Compression, 0) is 6 or 7 && directory.Values(Strips) is [var only])
        {
            yield return (only, directory.Value(StripLengths, 0));
        }
    }

    /// <summary>Olympus puts the place of its JPEG into the maker's note, counted from the note's start.</summary>
    private static IEnumerable<(long Start, long Length)> OlympusJpeg(byte[] file, TiffDirectory first)
    {
        if (first.Children(Exif).FirstOrDefault()?.Place(MakerNote) is not var (start, length) || start + length > file.Length)
        {
            yield break;
        }

        var note = file[(int)start..(int)(start + length)];
        var head = HeadOf(note);
        if (head == 0)
        {
            yield break;
        }

        var settings = first.At(note, head).Children(OlympusSettings).FirstOrDefault();
        if (settings is not null && settings.Has(OlympusStart))
        {
            yield return (start + settings.Value(OlympusStart, 0), settings.Value(OlympusLength, 0));
        }
    }

    /// <summary>Where the directory of a note begins that counts places from its own start; 0 if it is of another kind.</summary>
    private static int HeadOf(ReadOnlySpan<byte> note) => note.StartsWith("OLYMPUS\0"u8) ? 12 : note.StartsWith("OM SYSTEM\0"u8) ? 16 : 0;
}

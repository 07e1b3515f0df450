using System.Runtime.InteropServices;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Vectors.Embedded.Mapped;

/// <summary>
/// Where the parts of a segment's file are. Codes and floats begin at a page, so that advice about one does not touch the other, and so at a cache
/// line.
/// </summary>
/// <remarks>
/// <code>
///     header | ids, scales, residuals, ends of payloads | codes | floats | payloads
///              the table, copied into memory at start                      mapped
/// </code>
/// Numbers are those of a little-endian machine. On another one the header's first number is not the expected one, and the file is foreign.
/// </remarks>
internal readonly record struct SegmentLayout(int Dimension, int Rows, int PayloadBytes)
{
    private const int Page = 4096;

    public int Stride => RowBlock.StrideOf(Dimension);

    public int CodeRows => BlockCodes.RowsOf(Rows);

    public static int TableStart => Marshal.SizeOf<SegmentHeader>();

    public int TableBytes => (16 * Rows) + (sizeof(float) * Stride) + (sizeof(float) * CodeRows) + (sizeof(int) * Rows);

    public long CodesStart => PageAfter(TableStart + TableBytes);

    public long CodesBytes => (long)CodeRows * Stride;

    public long FloatsStart => PageAfter(CodesStart + CodesBytes);

    public long FloatsBytes => (long)Rows * Stride * sizeof(float);

    public long PayloadsStart => FloatsStart + FloatsBytes;

    public long FileBytes => PayloadsStart + PayloadBytes;

    private static long PageAfter(long offset) => (offset + Page - 1) / Page * Page;
}

/// <summary>The beginning of a segment's file, with the checksums (XXH3) of its parts.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SegmentHeader
{
    /// <summary>The first number: "t2iseg", and the format's version in the last two bytes. Another order of codes is another version.</summary>
    public const ulong Known = 0x0002_6765_7369_3274;

    private const int VersionBits = 16;

    public ulong Format;
    public int Dimension;
    public int Rows;
    public int PayloadBytes;
    public CodeNorms Norms;
    public ulong Table;
    public ulong Codes;
    public ulong Floats;
    public ulong Payloads;

    /// <summary>The checksum of all before. The index names it, so that a file belongs to one index only.</summary>
    public ulong Own;

    /// <summary>Whether a file begins as one of this program, but with another version of the format.</summary>
    public static bool IsOfAnotherVersion(ulong format) => format != Known && format << VersionBits == Known << VersionBits;
}

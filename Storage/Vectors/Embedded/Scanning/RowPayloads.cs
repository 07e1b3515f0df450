namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// The payloads of a block's rows as one version of the index has them. In a block that is in a file, a payload is read when it is first needed,
/// and kept.
/// </summary>
/// <param name="known">The payloads in memory; null for those that were not read yet.</param>
/// <param name="live">A bit for each row that is not deleted, 64 in a word.</param>
/// <param name="stored">Reads a payload.</param>
internal sealed class RowPayloads(Payload?[] known, ulong[] live, Func<int, Payload>? stored = null)
{
    private const int WordBits = 64;

    /// <summary>A bit for each row that is not deleted, 64 in a word.</summary>
    public ReadOnlySpan<ulong> Live => live;

    /// <summary>The payload of a row; null if it is deleted.</summary>
    public Payload? this[int row] => !IsLive(live, row) ? null : known[row] ?? (known[row] = stored!(row));

    public bool IsLive(int row) => IsLive(live, row);

    /// <summary>The words for a number of rows.</summary>
    public static int Words(int rows) => (rows + WordBits - 1) / WordBits;

    /// <summary>The bits of rows that are all there.</summary>
    public static ulong[] AllLive(int rows)
    {
        var live = new ulong[Words(rows)];
        for (var row = 0; row < rows; row++)
        {
            Set(live, row);
        }

        return live;
    }

    public static bool IsLive(ReadOnlySpan<ulong> live, int row) => (live[row / WordBits] & (1UL << (row % WordBits))) != 0;

    public static void Set(Span<ulong> live, int row) => live[row / WordBits] |= 1UL << (row % WordBits);

    public static void Clear(Span<ulong> live, int row) => live[row / WordBits] &= ~(1UL << (row % WordBits));
}

namespace Txt2Image.Hub.Pulling;

/// <summary>Looks for the name of an operator in a graph's file, without reading it as a graph.</summary>
internal static class GraphScan
{
    /// <summary>The operator that scales an activation by the largest value of a whole batch.</summary>
    public static readonly ReadOnlyMemory<byte> ScaleOfBatch = "DynamicQuantizeLinear"u8.ToArray();

    public static async Task<bool> NamesAsync(string path, ReadOnlyMemory<byte> name, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var buffer = new byte[1 << 20];
        var kept = 0;
        while (await file.ReadAsync(buffer.AsMemory(kept), cancellationToken) is > 0 and var count)
        {
            var filled = buffer.AsSpan(0, kept + count);
            if (filled.IndexOf(name.Span) >= 0)
            {
                return true;
            }

            // The name may begin in this block and end in the next.
            kept = Math.Min(name.Length - 1, filled.Length);
            filled[^kept..].CopyTo(buffer);
        }

        return false;
    }
}

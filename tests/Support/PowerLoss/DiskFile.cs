namespace Txt2Image.Tests.Support.PowerLoss;

/// <summary>A file: its changes are writes, and lengths that it was set to.</summary>
internal sealed class DiskFile : DiskNode
{
    private const int PageLength = 4096;

    private readonly List<(byte[]? Bytes, long At)> _changes = [];

    /// <summary>Whether its content was mapped into memory to be written, so that it is not known.</summary>
    public bool IsMapped { get; set; }

    public void Write(ReadOnlySpan<byte> bytes, long at, int call)
    {
        Note(call);
        _changes.Add((bytes.ToArray(), at));
    }

    public void Truncate(long length, int call)
    {
        Note(call);
        _changes.Add((null, length));
    }

    public byte[] After(Outage outage)
    {
        // A disk writes whole pages, in any order; what survives of a page is its content at one time. The length is written for itself.
        var length = outage.Kept(Durable, All);
        Dictionary<long, int> pages = [];
        using var content = new MemoryStream();
        for (var i = 0; i < All; i++)
        {
            var (bytes, at) = _changes[i];
            if (bytes is not null)
            {
                foreach (var part in Parts(bytes, at).Where(part => i < Kept(part.At / PageLength)))
                {
                    content.Position = part.At;
                    content.Write(part.Bytes.Span);
                }
            }
            else if (i < length)
            {
                content.SetLength(at);
            }
        }

        return content.ToArray();

        int Kept(long page)
        {
            if (!pages.TryGetValue(page, out var kept))
            {
                pages[page] = kept = outage.Kept(Durable, All);
            }

            return kept;
        }
    }

    /// <summary>A write, page by page.</summary>
    private static IEnumerable<(ReadOnlyMemory<byte> Bytes, long At)> Parts(byte[] bytes, long at)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var length = (int)Math.Min(bytes.Length - done, PageLength - ((at + done) % PageLength));
            yield return (bytes.AsMemory(done, length), at + done);
            done += length;
        }
    }
}

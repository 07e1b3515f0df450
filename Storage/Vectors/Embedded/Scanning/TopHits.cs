namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>Keeps the best k hits: score descending, then id ascending as big-endian bytes.</summary>
internal sealed class TopHits(int k)
{
    private readonly PriorityQueue<Hit, Hit> _kept = new(WorstFirst.Instance);

    /// <summary>Hits below this score are not kept.</summary>
    public float Floor { get; private set; } = float.NegativeInfinity;

    public void Offer(in Hit hit)
    {
        if (_kept.Count < k)
        {
            _kept.Enqueue(hit, hit);
        }
        else
        {
            _kept.EnqueueDequeue(hit, hit);
        }

        if (_kept.Count == k)
        {
            Floor = _kept.Peek().Score;
        }
    }

    public void OfferAll(TopHits others)
    {
        foreach (var (hit, _) in others._kept.UnorderedItems)
        {
            Offer(hit);
        }
    }

    /// <summary>The kept hits, best first. They stay.</summary>
    public Hit[] ToArray()
    {
        var hits = new Hit[_kept.Count];
        var next = 0;
        foreach (var (hit, _) in _kept.UnorderedItems)
        {
            hits[next++] = hit;
        }

        Array.Sort(hits, static (x, y) => WorstFirst.Instance.Compare(y, x));
        return hits;
    }

    private sealed class WorstFirst : IComparer<Hit>
    {
        public static readonly WorstFirst Instance = new();

        // Guid compares in the order of its big-endian bytes.
        public int Compare(Hit x, Hit y) => x.Score != y.Score ? x.Score.CompareTo(y.Score) : y.Id.CompareTo(x.Id);
    }
}

namespace Txt2Image.Grains.Tests.Searching;

/// <summary>What a memory with a budget must hold, as a plain list with the entry that was asked for least recently first.</summary>
internal sealed class MemoryModel<TKey, TValue>(long budget, TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    private const int LargePart = 64;
    private readonly List<Entry> _entries = [];

    /// <summary>The size of all entries.</summary>
    public long Bytes => _entries.Sum(entry => entry.Bytes);

    public TValue? Find(TKey key, Func<TValue, bool> passes)
    {
        if (_entries.Find(entry => entry.Key.Equals(key)) is not { } found || IsExpired(found) || !passes(found.Value))
        {
            return null;
        }

        _entries.Remove(found);
        _entries.Add(found);
        return found.Value;
    }

    /// <returns>How many others it has displaced.</returns>
    public int Keep(TKey key, TValue value, long bytes, TimeSpan lifetime, Func<TValue, bool> stays)
    {
        if (_entries.Find(entry => entry.Key.Equals(key)) is { } earlier)
        {
            if (!IsExpired(earlier) && stays(earlier.Value))
            {
                return 0;
            }

            _entries.Remove(earlier);
        }

        while (_entries is [var first, ..] && IsExpired(first))
        {
            _entries.RemoveAt(0);
        }

        var isLarge = bytes > budget / LargePart;
        if (isLarge && Bytes + bytes > budget)
        {
            return 0;
        }

        var displaced = 0;
        for (; Bytes + bytes > budget; displaced++)
        {
            _entries.RemoveAt(0);
        }

        _entries.Add(new Entry(key, value, bytes, time.GetUtcNow() + lifetime));
        return displaced;
    }

    public void Remove(TKey key) => _entries.RemoveAll(entry => entry.Key.Equals(key));

    private bool IsExpired(Entry entry) => entry.Until <= time.GetUtcNow();

    private sealed record Entry(TKey Key, TValue Value, long Bytes, DateTimeOffset Until);
}

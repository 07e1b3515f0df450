namespace Txt2Image.Grains.Searching;

/// <summary>
/// Values in the memory of this process, within one budget in bytes, each for a limited time. When the budget is used up, the value that was asked
/// for least recently goes first.
/// </summary>
/// <param name="budget">The most bytes that all entries may take.</param>
/// <param name="time">The clock that their lifetimes are measured with.</param>
/// <param name="count">Called with each change of the bytes.</param>
internal sealed class BoundedMemory<TKey, TValue>(long budget, TimeProvider time, Action<long>? count = null)
    where TKey : notnull
    where TValue : class
{
    /// <summary>A full memory does not evict others for an entry larger than this part of the budget.</summary>
    private const int LargePart = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _recentLast = new();
    private long _bytes;

    /// <summary>The size of all entries, in bytes: at most the budget.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The value of a key if it passes a test, or null. Only a value that is returned counts as asked for.</summary>
    public TValue? Find<TState>(TKey key, TState state, Func<TValue, TState, bool> passes)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node) || IsExpired(node.Value) || !passes(node.Value.Value, state))
            {
                return null;
            }

            _recentLast.Remove(node);
            _recentLast.AddLast(node);
            return node.Value.Value;
        }
    }

    /// <summary>Keeps a value in place of its key's earlier one, unless that one is to stay or there is no room.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value.</param>
    /// <param name="bytes">The memory that the entry takes.</param>
    /// <param name="lifetime">How long it is valid.</param>
    /// <param name="stays">Whether the earlier value, the first argument, stays instead of this one.</param>
    public void Keep(TKey key, TValue value, long bytes, TimeSpan lifetime, Func<TValue, TValue, bool>? stays = null)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var earlier))
            {
                if (stays is not null && !IsExpired(earlier.Value) && stays(earlier.Value.Value, value))
                {
                    return;
                }

                Remove(earlier);
            }

            while (_recentLast.First is { } expired && IsExpired(expired.Value))
            {
                Remove(expired);
            }

            if (bytes > budget / LargePart && _bytes + bytes > budget)
            {
                return;
            }

            while (_bytes + bytes > budget)
            {
                Remove(_recentLast.First!);
            }

            _entries[key] = _recentLast.AddLast(new Entry(key, value, bytes, time.GetTimestamp(), lifetime));
            Count(bytes);
        }
    }

    /// <summary>Removes a key's value, if there is one.</summary>
    public void Remove(TKey key)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var node))
            {
                Remove(node);
            }
        }
    }

    private bool IsExpired(Entry entry) => time.GetElapsedTime(entry.Since) >= entry.Lifetime;

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _recentLast.Remove(node);
        Count(-node.Value.Bytes);
    }

    private void Count(long bytes)
    {
        _bytes += bytes;
        count?.Invoke(bytes);
    }

    private sealed record Entry(TKey Key, TValue Value, long Bytes, long Since, TimeSpan Lifetime);
}

using System.Collections;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>Counts how often an item is taken.</summary>
internal sealed class CountedList<T>(IReadOnlyList<T> items) : IReadOnlyList<T>
{
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    public int Count => items.Count;

    public T this[int index]
    {
        get
        {
            Interlocked.Increment(ref _reads);
            return items[index];
        }
    }

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

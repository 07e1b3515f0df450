using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>Memory that begins at a cache line, so that no vector load of the scan straddles two. Collected like any array.</summary>
internal sealed class AlignedBuffer<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    private readonly T[] _array;
    private readonly int _start;
    private readonly int _length;

    /// <summary>Memory for so many elements, of any content. Pages that are never written cost nothing.</summary>
    public AlignedBuffer(int length)
    {
        _length = length;
        _array = GC.AllocateUninitializedArray<T>(length + (CacheLine / Unsafe.SizeOf<T>()), pinned: true);
        unsafe
        {
            var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
            _start = (int)((CacheLine - (address % CacheLine)) % CacheLine) / Unsafe.SizeOf<T>();
        }
    }

    public Span<T> Span => _array.AsSpan(_start, _length);
}

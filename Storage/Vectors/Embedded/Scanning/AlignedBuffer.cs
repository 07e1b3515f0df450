using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>Memory aligned to a cache line, so that no vector load of the scan spans two lines. Garbage-collected like any array.</summary>
internal sealed class AlignedBuffer<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    private readonly T[] _array;
    private readonly int _start;
    private readonly int _length;

    /// <summary>Allocates uninitialised memory for <paramref name="length"/> elements. Pages that are never written use no memory.</summary>
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

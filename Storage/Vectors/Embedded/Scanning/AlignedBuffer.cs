using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>
/// Memory aligned to a cache line, so that no vector load of the scan spans two lines. It is garbage-collected like any array, or a part of a mapped
/// file: whoever reads that keeps this object alive until the end (<see cref="GC.KeepAlive"/>), because a span of a file does not.
/// </summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    private readonly T[]? _array;
    private readonly int _start;
    private readonly int _length;
    private readonly T* _mapped;
    private readonly object? _file;

    /// <summary>Allocates uninitialised memory for <paramref name="length"/> elements. Pages that are never written use no memory.</summary>
    public AlignedBuffer(int length)
    {
        _length = length;
        _array = GC.AllocateUninitializedArray<T>(length + (CacheLine / Unsafe.SizeOf<T>()), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _start = (int)((CacheLine - (address % CacheLine)) % CacheLine) / Unsafe.SizeOf<T>();
    }

    /// <summary>A part of a mapped file, which is only read.</summary>
    /// <param name="file">What keeps the file mapped while it is alive.</param>
    /// <param name="start">The address, aligned to a cache line.</param>
    /// <param name="length">The number of elements.</param>
    public AlignedBuffer(object file, byte* start, int length)
    {
        _file = file;
        _mapped = (T*)start;
        _length = length;
    }

    public Span<T> Span => _array is null ? new Span<T>(_mapped, _length) : _array.AsSpan(_start, _length);

    /// <summary>Whether this is a part of a mapped file.</summary>
    public bool IsMapped => _file is not null;
}

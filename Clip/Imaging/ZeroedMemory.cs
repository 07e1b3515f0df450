using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp.Memory;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// The memory of one decode by ImageSharp. It is zero at first, so that pixels that a broken file leaves out are black and not part of another
/// picture. When the decode ends, everything is freed, also what a decoder that failed did not give back. So memory in use is bounded by the pixels
/// in decoding.
/// </summary>
internal sealed class ZeroedMemory : MemoryAllocator, IDisposable
{
    private readonly HashSet<IDisposable> _blocks = [];

    public void Dispose()
    {
        foreach (var block in _blocks.ToList())
        {
            block.Dispose();
        }
    }

    protected override int GetBufferCapacityInBytes() => int.MaxValue;

    public override IMemoryOwner<T> Allocate<T>(int length, AllocationOptions options = AllocationOptions.None)
    {
        var block = new Block<T>(length, this);
        _blocks.Add(block);
        return block;
    }

    /// <summary>A decode uses one thread, so nothing here is locked.</summary>
    private sealed unsafe class Block<T> : MemoryManager<T>
        where T : struct
    {
        private readonly int _length;
        private readonly ZeroedMemory _owner;
        private void* _start;

        public Block(int length, ZeroedMemory owner)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length);
            _length = length;
            _owner = owner;
            _start = NativeMemory.AllocZeroed((nuint)length, (nuint)Unsafe.SizeOf<T>());
        }

        public override Span<T> GetSpan()
        {
            ObjectDisposedException.ThrowIf(_start is null, this);
            return new(_start, _length);
        }

        public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)_start + ((nint)elementIndex * Unsafe.SizeOf<T>()), default, this);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
            NativeMemory.Free(_start);
            _start = null;
            _owner._blocks.Remove(this);
        }
    }
}

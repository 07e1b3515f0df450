using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Api.Images.Upload;

/// <summary>
/// What all uploads share: the turns in which images are decoded and added, and the memory for bytes that have arrived. An upload takes a turn only
/// for a group that has arrived completely, so one whose bytes arrive slowly keeps no other waiting.
/// </summary>
internal sealed class UploadGate : IDisposable
{
    private readonly SemaphoreSlim _turns = new(UploadLimits.AtOnce);
    private long _buffered;

    /// <summary>The bytes of all uploads that are in memory.</summary>
    public long Buffered => Interlocked.Read(ref _buffered);

    /// <summary>Waits for a turn. Disposing of it ends it.</summary>
    /// <exception cref="Txt2ImageException">Overloaded: none was free within <see cref="UploadLimits.Patience"/>.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken) =>
        await _turns.WaitAsync(UploadLimits.Patience, cancellationToken)
            ? new Turn(_turns)
            : throw Busy();

    /// <summary>The rejection of an upload.</summary>
    public static Txt2ImageException Busy() =>
        new(ErrorCode.Overloaded, "Too many uploads are running: try again after the time in Retry-After.") { RetryAfter = UploadLimits.RetryAfter };

    /// <summary>Takes memory for an upload.</summary>
    public UploadMemory Open() => new(this);

    public void Dispose() => _turns.Dispose();

    private bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _buffered, bytes) <= UploadLimits.BufferedBytes)
        {
            return true;
        }

        Interlocked.Add(ref _buffered, -bytes);
        return false;
    }

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }

    /// <summary>The memory of one upload. Used by one thread at a time, except for <see cref="Return"/>.</summary>
    internal sealed class UploadMemory(UploadGate gate) : IDisposable
    {
        private long _taken;

        /// <summary>Takes memory for more bytes; false if all uploads together have too many.</summary>
        public bool TryTake(int bytes)
        {
            if (!gate.TryTake(bytes))
            {
                return false;
            }

            Interlocked.Add(ref _taken, bytes);
            return true;
        }

        /// <summary>Returns memory.</summary>
        public void Return(long bytes)
        {
            Interlocked.Add(ref _taken, -bytes);
            Interlocked.Add(ref gate._buffered, -bytes);
        }

        /// <summary>Returns what is left, also of an upload that failed.</summary>
        public void Dispose() => Return(Interlocked.Read(ref _taken));
    }
}

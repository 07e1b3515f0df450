namespace Txt2Image.Clip.Imaging;

/// <summary>A semaphore that counts pixels, first come, first served. An image larger than the gate enters alone.</summary>
internal sealed class PixelGate
{
    private readonly long _capacity;
    private readonly Lock _lock = new();
    private readonly LinkedList<(long Pixels, TaskCompletionSource Entered)> _waiting = [];
    private long _free;

    public PixelGate(long capacity) => _free = _capacity = capacity;

    public async Task<IDisposable> EnterAsync(long pixels, CancellationToken cancellationToken)
    {
        pixels = Math.Clamp(pixels, 0, _capacity);
        var place = Enqueue(pixels);
        try
        {
            await place.Value.Entered.Task.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(place);
            throw;
        }
        return new Pass(this, place);
    }

    private LinkedListNode<(long Pixels, TaskCompletionSource Entered)> Enqueue(long pixels)
    {
        lock (_lock)
        {
            var place = _waiting.AddLast((pixels, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
            Admit();
            return place;
        }
    }

    private void Leave(LinkedListNode<(long Pixels, TaskCompletionSource Entered)> place)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                _free += place.Value.Pixels;
            }
            else
            {
                _waiting.Remove(place);
            }

            Admit();
        }
    }

    private void Admit()
    {
        while (_waiting.First is { } next && next.Value.Pixels <= _free)
        {
            _free -= next.Value.Pixels;
            _waiting.RemoveFirst();
            next.Value.Entered.SetResult();
        }
    }

    private sealed class Pass(PixelGate gate, LinkedListNode<(long Pixels, TaskCompletionSource Entered)> place) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _left, true))
            {
                gate.Leave(place);
            }
        }
    }
}

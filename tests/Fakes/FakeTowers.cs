using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Txt2Image.Clip.Inference;

namespace Txt2Image.Tests.Fakes;

/// <summary>
/// Towers whose embedding is a hash of the input, so that every result can be traced to its caller. While the gate is closed, a batch waits inside,
/// as on a busy device.
/// </summary>
public sealed class FakeTowers : ITowers
{
    /// <summary>Whether every embedding is that of another model: the opposite vector.</summary>
    public bool IsOfOtherModel { get; init; }

    private readonly SemaphoreSlim _entered = new(0);
    private readonly ManualResetEventSlim _gate = new(initialState: true);

    /// <summary>Every batch that has started, in order: its kind and the first bytes or tokens of its inputs.</summary>
    public ConcurrentQueue<(bool IsText, int[] Firsts)> Batches { get; } = new();

    /// <summary>The name of the thread that each batch ran on.</summary>
    public ConcurrentQueue<string?> Threads { get; } = new();

    public int Texts => Batches.Where(batch => batch.IsText).Sum(batch => batch.Firsts.Length);

    public int Images => Batches.Where(batch => !batch.IsText).Sum(batch => batch.Firsts.Length);

    public bool IsDisposed { get; private set; }

    /// <summary>While set, throws instead of answering.</summary>
    public Func<int, Exception?> Failure { get; set; } = _ => null;

    /// <summary>Resets which batches have entered, so that <see cref="EnteredAsync"/> waits for the next one.</summary>
    public void Forget()
    {
        while (_entered.Wait(0))
        {
        }
    }

    public void Close() => _gate.Reset();

    public void Open() => _gate.Set();

    /// <summary>Waits until a batch is inside the device.</summary>
    public async Task EnteredAsync()
    {
        if (!await _entered.WaitAsync(TimeSpan.FromSeconds(30)))
        {
            throw new TimeoutException("No batch reached the device.");
        }
    }

    public float[][] EncodeTexts(IReadOnlyList<ReadOnlyMemory<int>> sequences)
    {
        Enter(isText: true, [.. sequences.Select(sequence => sequence.Span.Length > 1 ? sequence.Span[1] : 0)]);
        return [.. sequences.Select(sequence => OwnVectorOf(sequence.Span))];
    }

    public float[][] EncodeImages(IReadOnlyList<ReadOnlyMemory<byte>> tiles)
    {
        Enter(isText: false, [.. tiles.Select(tile => (int)tile.Span[0])]);
        return [.. tiles.Select(tile => OwnVectorOf<byte>(tile.Span))];
    }

    public void Dispose()
    {
        IsDisposed = true;
        _gate.Set();
    }

    public static float[] VectorOf<T>(ReadOnlySpan<T> input)
    {
        var hash = new HashCode();
        foreach (var item in input)
        {
            hash.Add(item);
        }

        var random = new Random(hash.ToHashCode());
        var vector = new float[TestModel.Dimension];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = random.NextSingle() - 0.5f;
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    private float[] OwnVectorOf<T>(ReadOnlySpan<T> input)
    {
        var vector = VectorOf(input);
        if (IsOfOtherModel)
        {
            TensorPrimitives.Negate(vector, vector);
        }

        return vector;
    }

    private void Enter(bool isText, int[] firsts)
    {
        if (Failure(firsts.Length) is { } failure)
        {
            throw failure;
        }

        Batches.Enqueue((isText, firsts));
        Threads.Enqueue(Thread.CurrentThread.Name);
        _entered.Release();
        _gate.Wait(TimeSpan.FromSeconds(60));
    }
}

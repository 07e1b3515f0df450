using Txt2Image.Cli.Images;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating;

/// <summary>How far a run is, for its line of progress: "1,200 of 25,010 queries, 310/s, about 77 s left".</summary>
/// <param name="time">The time.</param>
internal sealed class EvalProgress(TimeProvider time)
{
    private Step _step = new("", null, 0);
    private long _done;
    private long _known;

    /// <summary>Begins a step.</summary>
    /// <param name="things">What is counted, in the plural.</param>
    /// <param name="total">How many there are, if that is known.</param>
    public void Begin(string things, long? total)
    {
        _step = new Step(things, total, time.GetTimestamp());
        Volatile.Write(ref _done, 0);
    }

    public void Add() => Interlocked.Increment(ref _done);

    /// <param name="known">How many of them were known before, and so say nothing about the rate.</param>
    public void Add(long known)
    {
        Volatile.Write(ref _known, known);
        Add();
    }

    public override string ToString()
    {
        var (step, done) = (_step, Volatile.Read(ref _done));
        var of = step.Total is { } total ? $" of {Amount.Number(total)}" : "";
        var text = $"{Amount.Number(done)}{of} {step.Things}";
        return text + ProgressText.Pace(done - Volatile.Read(ref _known), step.Total - done, time.GetElapsedTime(step.Started));
    }

    private sealed record Step(string Things, long? Total, long Started);
}

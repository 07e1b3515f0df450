namespace Txt2Image.Grains.Encoding;

/// <summary>Milliseconds that an item of a kind has cost of late (an exponentially weighted mean over batches).</summary>
internal sealed class CostMeter
{
    private const double NewestWeight = 0.2;

    private double _textMs;
    private double _imageMs;

    /// <summary>Milliseconds an item of this kind costs within a batch; 0 while none has been measured.</summary>
    public double PerItem(WorkKind kind) => Volatile.Read(ref kind == WorkKind.Text ? ref _textMs : ref _imageMs);

    /// <summary>Notes a batch. Called only by whoever has the device.</summary>
    public void Note(WorkKind kind, int items, TimeSpan took)
    {
        ref var meter = ref kind == WorkKind.Text ? ref _textMs : ref _imageMs;
        var each = took.TotalMilliseconds / items;
        Volatile.Write(ref meter, meter == 0 ? each : meter + NewestWeight * (each - meter));
    }
}

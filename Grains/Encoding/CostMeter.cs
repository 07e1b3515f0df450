namespace Txt2Image.Grains.Encoding;

/// <summary>The recent cost per item of a kind in milliseconds (an exponentially weighted mean over batches).</summary>
internal sealed class CostMeter
{
    private const double NewestWeight = 0.2;

    private double _textMs;
    private double _imageMs;

    /// <summary>Milliseconds per item of this kind within a batch; 0 until one has been measured.</summary>
    public double PerItem(WorkKind kind) => Volatile.Read(ref kind == WorkKind.Text ? ref _textMs : ref _imageMs);

    /// <summary>Records a batch. Only the thread that owns the device may call this.</summary>
    public void Note(WorkKind kind, int items, TimeSpan took)
    {
        ref var meter = ref kind == WorkKind.Text ? ref _textMs : ref _imageMs;
        var each = took.TotalMilliseconds / items;
        Volatile.Write(ref meter, meter == 0 ? each : meter + NewestWeight * (each - meter));
    }
}

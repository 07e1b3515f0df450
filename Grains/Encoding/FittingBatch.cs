namespace Txt2Image.Grains.Encoding;

/// <summary>
/// The largest batch that a device has memory for, as far as is known. Larger ones are tried again after a minute: the memory may have been another
/// process's.
/// </summary>
internal sealed class FittingBatch(TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);
    private readonly (int Most, long Since)[] _limits = [(int.MaxValue, 0), (int.MaxValue, 0)];

    /// <summary>The most items for one run.</summary>
    public int Most(WorkKind kind)
    {
        var (most, since) = _limits[Tower(kind)];
        return most < int.MaxValue && time.GetElapsedTime(since) < Memory ? most : int.MaxValue;
    }

    /// <summary>A batch of this many did not fit.</summary>
    public void DoesNotFit(WorkKind kind, int count) => _limits[Tower(kind)] = (Math.Max(count / 2, 1), time.GetTimestamp());

    private static int Tower(WorkKind kind) => kind == WorkKind.Text ? 0 : 1;
}

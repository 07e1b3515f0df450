namespace Txt2Image.Tests.Support.PowerLoss;

/// <summary>How much of what was not synced survives when the power is lost.</summary>
public sealed class Outage
{
    private readonly Func<int, int, int> _kept;

    private Outage(Func<int, int, int> kept) => _kept = kept;

    /// <summary>Nothing that was not synced survives.</summary>
    public static Outage Forgetting => new(static (durable, _) => durable);

    /// <summary>Everything was written in time.</summary>
    public static Outage Sparing => new(static (_, all) => all);

    /// <summary>Each page of each file survives as it was at some time since the last sync; so do a file's length and a folder's entries.</summary>
    public static Outage Tearing(int seed)
    {
        var random = new Random(seed);
        return new((durable, all) => random.Next(3) switch
        {
            0 => durable,
            1 => all,
            _ => random.Next(durable, all + 1),
        });
    }

    /// <summary>How many changes of something survive.</summary>
    internal int Kept(int durable, int all) => _kept(durable, all);
}

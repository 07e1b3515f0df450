namespace Txt2Image.Grains.Searching;

/// <summary>How long a caller waits for a whole answer before it takes what there is so far. It begins now.</summary>
internal sealed class Patience(TimeSpan limit, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();

    public TimeProvider Time => time;

    /// <summary>What is left of it; zero once it is over.</summary>
    public TimeSpan Left => limit - time.GetElapsedTime(_begun) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}

namespace Txt2Image.Storage.Tests.Support;

/// <summary>A clock that does not advance.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

namespace Txt2Image.Grains.Abstractions;

/// <summary>The only exception type that crosses silos. Its message is ours, says what to do, and is safe to show to clients.</summary>
[GenerateSerializer, Alias("txt2image.Exception")]
public sealed class Txt2ImageException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="code">The kind of failure.</param>
    /// <param name="detail">What happened and what to do about it.</param>
    /// <param name="inner">The cause. Only its type and stack are logged.</param>
    public Txt2ImageException(ErrorCode code, string detail, Exception? inner = null)
        : base(detail, inner) => Code = code;

    /// <summary>The kind of failure.</summary>
    [Id(0)]
    public ErrorCode Code { get; private set; }

    /// <summary>When to try again, for <see cref="ErrorCode.Overloaded"/> and <see cref="ErrorCode.Unavailable"/>.</summary>
    [Id(1)]
    public TimeSpan? RetryAfter { get; init; }
}

namespace Txt2Image.Grains.Abstractions;

/// <summary>The one exception that crosses silos. Its message is ours, says what to do and may be shown to a client.</summary>
[GenerateSerializer, Alias("txt2image.Exception")]
public sealed class Txt2ImageException : Exception
{
    /// <summary>A failure of this kind.</summary>
    /// <param name="code">Which failure.</param>
    /// <param name="detail">What happened and what to do about it.</param>
    /// <param name="inner">What caused it; only its type and stack are for logs.</param>
    public Txt2ImageException(ErrorCode code, string detail, Exception? inner = null)
        : base(detail, inner) => Code = code;

    /// <summary>Which failure.</summary>
    [Id(0)]
    public ErrorCode Code { get; private set; }

    /// <summary>When to try again, for <see cref="ErrorCode.Overloaded"/> and <see cref="ErrorCode.Unavailable"/>.</summary>
    [Id(1)]
    public TimeSpan? RetryAfter { get; init; }
}

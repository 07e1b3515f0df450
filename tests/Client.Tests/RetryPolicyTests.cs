namespace Txt2Image.Client.Tests;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Policy = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1)]
    [InlineData(4, 8)]
    [InlineData(9, 20)]
    [InlineData(1_000, 20)]
    public void Delay_WithoutAdvice_DoublesUpToABound(int attempt, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Policy.DelayBefore(attempt, TimeSpan.Zero, connectionFailed: false, null));

    [Fact]
    public void Delay_WithRetryAfter_IsWhatTheServerAsked() =>
        Assert.Equal(TimeSpan.FromSeconds(42), Policy.DelayBefore(0, TimeSpan.Zero, connectionFailed: false, TimeSpan.FromSeconds(42)));

    [Theory]
    [InlineData(59.8, false)]
    [InlineData(4.8, true)]
    public void Delay_BeyondPatience_GivesUp(double elapsed, bool connectionFailed) =>
        Assert.Null(Policy.DelayBefore(0, TimeSpan.FromSeconds(elapsed), connectionFailed, null));

    [Fact]
    public void Interactive_ConnectionFailed_GivesUpAtOnce() =>
        Assert.Null(RetryPolicy.Interactive.DelayBefore(0, TimeSpan.Zero, connectionFailed: true, null));
}

using Grpc.Core;
using Txt2Image.Storage.Vectors.Qdrant;

namespace Txt2Image.Storage.Tests.Qdrant;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(StatusCode.Unavailable, 2)]
    [InlineData(StatusCode.Cancelled, 2)]
    [InlineData(StatusCode.Internal, 1)]
    [InlineData(StatusCode.ResourceExhausted, 0)]
    [InlineData(StatusCode.DeadlineExceeded, 0)]
    [InlineData(StatusCode.InvalidArgument, 0)]
    [InlineData(StatusCode.NotFound, 0)]
    [InlineData(StatusCode.AlreadyExists, 0)]
    [InlineData(StatusCode.Unauthenticated, 0)]
    [InlineData(StatusCode.PermissionDenied, 0)]
    [InlineData(StatusCode.FailedPrecondition, 0)]
    [InlineData(StatusCode.Aborted, 0)]
    [InlineData(StatusCode.Unknown, 0)]
    [InlineData(StatusCode.DataLoss, 0)]
    public void PauseBefore_ACode_AllowsSoManyRetries(StatusCode code, int expected)
    {
        var retries = 0;
        while (RetryPolicy.PauseBefore(code, [], retries, 0.5) is not null)
        {
            retries++;
        }

        Assert.Equal(expected, retries);
    }

    [Fact]
    public void PauseBefore_RateLimitWithATime_KeepsToIt()
    {
        Assert.Equal(TimeSpan.FromSeconds(3), Pause("3"));
        Assert.Equal(TimeSpan.Zero, Pause("0"));
        Assert.Null(Pause("soon"));
        Assert.Null(Pause("-1"));
        Assert.Null(Pause("1e9"));

        static TimeSpan? Pause(string after) =>
            RetryPolicy.PauseBefore(StatusCode.ResourceExhausted, new Metadata { { "retry-after", after } }, 0, 0.5);
    }

    [Fact]
    public void PauseBefore_LaterTries_WaitLongerAndNotAllAlike()
    {
        Assert.True(Pause(1, 0.5) > Pause(0, 0.5));
        Assert.True(Pause(0, 0) < Pause(0, 1));
        Assert.InRange(Pause(1, 1), TimeSpan.Zero, TimeSpan.FromSeconds(1));

        static TimeSpan Pause(int retries, double chance) => RetryPolicy.PauseBefore(StatusCode.Unavailable, [], retries, chance)!.Value;
    }
}

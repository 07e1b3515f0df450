using StackExchange.Redis;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Grains.Tests.Support;

/// <summary>A separate connection with which a test inspects the content of Redis.</summary>
internal static class RedisConnection
{
    public static Task<ConnectionMultiplexer> ConnectAsync(this RedisServer redis) =>
        ConnectionMultiplexer.ConnectAsync($"{redis.Address},allowAdmin=true,connectRetry=1");
}

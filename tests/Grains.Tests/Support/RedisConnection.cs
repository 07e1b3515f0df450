using StackExchange.Redis;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Grains.Tests.Support;

/// <summary>A connection of the test's own, to look at what Redis holds.</summary>
internal static class RedisConnection
{
    public static Task<ConnectionMultiplexer> ConnectAsync(this RedisServer redis) =>
        ConnectionMultiplexer.ConnectAsync($"{redis.Address},allowAdmin=true,connectRetry=1");
}

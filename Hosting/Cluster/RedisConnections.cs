using System.Net;
using StackExchange.Redis;

namespace Txt2Image.Hosting.Cluster;

/// <summary>The two connections to Redis. Membership has its own, so that a large cached answer never delays a vote on a dead silo.</summary>
internal static class RedisConnections
{
    /// <summary>For membership. Calls wait briefly for a connection, because a silo that cannot read the table cannot start.</summary>
    public static ConfigurationOptions ForMembership(string redis) => Parse(redis, "txt2image-membership");

    /// <summary>
    /// For caches. A call that cannot be sent immediately fails immediately; a backlog would send calls whose callers have long continued without the
    /// cache.
    /// </summary>
    public static ConfigurationOptions ForCache(string redis)
    {
        var options = Parse(redis, "txt2image-cache");
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.AsyncTimeout = 1000;
        options.ConnectRetry = 1;
        return options;
    }

    /// <summary>Whether a text is a valid Redis address.</summary>
    public static bool CanParse(string redis)
    {
        try
        {
            return ConfigurationOptions.Parse(redis).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The servers' addresses for display, without passwords.</summary>
    public static string Shown(string redis) =>
        string.Join(
            ", ", ConfigurationOptions.Parse(redis).EndPoints.Select(
                endpoint => endpoint is DnsEndPoint named ? $"{named.Host}:{named.Port}" : $"{endpoint}"));

    private static ConfigurationOptions Parse(string redis, string name)
    {
        var options = ConfigurationOptions.Parse(redis);
        options.ClientName = name;
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1000;
        options.ReconnectRetryPolicy = new LinearRetry(1000);
        return options;
    }
}

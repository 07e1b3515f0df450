using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;

namespace Txt2Image.Cluster.Harness.Local;

/// <summary>A silo as the cluster's table shows it.</summary>
/// <param name="Port">Its port for other silos.</param>
/// <param name="Generation">Which of the silos that were ever at that port.</param>
internal sealed record Member(int Port, int Generation);

/// <summary>Reads what the cluster stores in Redis, from outside.</summary>
internal sealed class Membership(int port) : IAsyncDisposable
{
    private const string Table = "txt2image/members/txt2image";
    private const string CachedValues = "txt2image:t2i:*";
    private const int Active = 3;

    private ConnectionMultiplexer? _redis;

    /// <summary>The silos that are active according to the table; null while it cannot be read.</summary>
    public async Task<IReadOnlyList<Member>?> ActiveAsync()
    {
        try
        {
            var rows = await (await ConnectedAsync()).GetDatabase().HashGetAllAsync(Table);
            return [.. rows.Select(row => Read(row.Name.ToString(), row.Value.ToString())).OfType<Member>()];
        }
        catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
        {
            return null;
        }
    }

    /// <summary>The number of embeddings and answers in the cache.</summary>
    /// <exception cref="HarnessException">Redis does not answer.</exception>
    public async Task<long> CachedAsync()
    {
        try
        {
            return await CountAsync();
        }
        catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
        {
            throw new HarnessException($"Redis cannot be read: {exception.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }
    }

    private async Task<long> CountAsync()
    {
        var redis = await ConnectedAsync();
        return await redis.GetServer(redis.GetEndPoints()[0]).KeysAsync(pattern: CachedValues, pageSize: 1000).LongCountAsync();
    }

    private async Task<ConnectionMultiplexer> ConnectedAsync() => _redis ??= await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions
    {
        EndPoints = { { "127.0.0.1", port } },
        AbortOnConnectFail = false,
        ConnectTimeout = 500,
        AsyncTimeout = 1000,
        BacklogPolicy = BacklogPolicy.FailFast,
        ReconnectRetryPolicy = new LinearRetry(250),
    });

    /// <summary>A row is named by its silo, as <c>S127.0.0.1:11111:154441580</c>; one row is the table's version.</summary>
    private static Member? Read(string name, string json)
    {
        if (name.Split(':') is not [_, var port, var generation])
        {
            return null;
        }

        var status = JsonDocument.Parse(json).RootElement.GetProperty("Status");
        var isActive = status.ValueKind == JsonValueKind.Number ? status.GetInt32() == Active : status.GetString() == nameof(Active);
        return isActive ? new Member(int.Parse(port, CultureInfo.InvariantCulture), int.Parse(generation, CultureInfo.InvariantCulture)) : null;
    }
}

using CsCheck;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Grains.Tests.Searching;

/// <summary>
/// Random operations on the cache of a process without Redis, compared step by step with a plain list: what was put and fits is found, what was asked
/// for least recently goes first, and the budget holds for all that the cache takes, not for the values alone.
/// </summary>
public sealed class LocalCacheModelTests
{
    private static readonly Gen<Operation> AnyOperation = Gen.Frequency(
        (20, Gen.Select(Gen.Int[0, 149], Gen.Int[0, 400], Gen.Int[1, 9], static (key, length, minutes) =>
            (Operation)new Operation.Set(Key(key), new byte[length], TimeSpan.FromMinutes(minutes)))),
        (20, Gen.Int[0, 149].Select(static key => (Operation)new Operation.Get(Key(key)))),
        (2, Gen.Int[0, 149].Select(static key => (Operation)new Operation.Remove(Key(key)))),
        (1, Gen.Int[1, 2].Select(static minutes => (Operation)new Operation.Wait(TimeSpan.FromMinutes(minutes)))));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operations_AtRandom_FindWhatAListHas()
    {
        var (found, displaced) = (0, 0);
        await Gen.Select(OneOf(1_000, 30_000, 45_000), AnyOperation.Array[1, 600]).SampleAsync(
            async (budget, operations) =>
            {
                var time = new FakeTimeProvider();
                var cache = New(budget, time);
                var model = new MemoryModel<string, byte[]>(budget, time);
                foreach (var operation in operations)
                {
                    switch (operation)
                    {
                        case Operation.Wait wait:
                            time.Advance(wait.Duration);
                            break;
                        case Operation.Set(var key, var value, var lifetime):
                            await cache.SetAsync(key, value, Lasting(lifetime), Token);
                            displaced += model.Keep(key, value, SizeOf(key, value), lifetime, _ => false);
                            break;
                        case Operation.Get(var key):
                            var expected = model.Find(key, _ => true);
                            Assert.Same(expected, await cache.GetAsync(key, Token));
                            found += expected is null ? 0 : 1;
                            break;
                        case Operation.Remove(var key):
                            await cache.RemoveAsync(key, Token);
                            model.Remove(key);
                            break;
                    }

                    Assert.Equal(model.Bytes, cache.Bytes);
                    Assert.InRange(cache.Bytes, 0, budget);
                }
            },
            iter: 500,
            threads: 1);
        Assert.True(found > 1_000 && displaced > 100, $"{found} found, {displaced} displaced: the operations are too tame");
    }

    [Fact]
    public void Memory_OfManySmallValues_IsWithinTheBudget()
    {
        const int Budget = 16 << 20;
        var cache = New(Budget, TimeProvider.System);
        for (var i = 0; i < 100_000; i++)
        {
            cache.Set($"t2i:e:a-model-of-a-long-name:{i:x64}", new byte[258], Lasting(TimeSpan.FromDays(7)));
        }

        Assert.InRange(cache.Bytes, Budget - 1_000, Budget);
        Assert.NotNull(cache.Get($"t2i:e:a-model-of-a-long-name:{99_999:x64}"));
        Assert.Null(cache.Get($"t2i:e:a-model-of-a-long-name:{0:x64}"));
    }

    private static LocalCache New(long budget, TimeProvider time) => new(Options.Create(new CacheOptions { MemoryBytes = budget }), time);

    private static DistributedCacheEntryOptions Lasting(TimeSpan lifetime) => new() { AbsoluteExpirationRelativeToNow = lifetime };

    private static string Key(int number) => $"key {number}";

    /// <summary>What a value takes in a cache of its own.</summary>
    private static long SizeOf(string key, byte[] value)
    {
        var alone = New(long.MaxValue, TimeProvider.System);
        alone.Set(key, value, Lasting(TimeSpan.FromDays(1)));
        Assert.True(alone.Bytes > value.Length + (2 * key.Length), "the key and the entry were not counted");
        return alone.Bytes;
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private abstract record Operation
    {
        public sealed record Set(string Key, byte[] Value, TimeSpan Lifetime) : Operation;

        public sealed record Get(string Key) : Operation;

        public sealed record Remove(string Key) : Operation;

        public sealed record Wait(TimeSpan Duration) : Operation;
    }
}

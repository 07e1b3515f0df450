using System.Diagnostics;
using System.Globalization;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging.Modern;

/// <summary>Good files of these formats, cut, flipped and patched together by a seed: each ends in time as a tile or as a rejection.</summary>
public class HarmedModernTests
{
    /// <summary>A setting for the number of damaged files, to test with more.</summary>
    private const string CountVariable = "TXT2IMAGE_HOSTILE_FILES";

    private const int Usual = 400, Seed = 20261129, LargestFile = 200_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public void Tile_HarmedFiles_EachEndsInTimeAsATileOrARejection()
    {
        List<(string Name, byte[] Bytes)> good =
            [.. ModernCases.All().Select(item => item.GetProperty("file").GetString()!).Select(file => (file, ModernCases.Read(file)))
                .Where(file => file.Item2.Length < LargestFile)];
        var count = Environment.GetEnvironmentVariable(CountVariable);
        var wanted = count is { Length: > 0 } ? int.Parse(count, CultureInfo.InvariantCulture) : Usual;
        var (preparer, spec) = (new ImagePreparer(new()), new TileSpec(64, 64));
        var (read, rejected, longest) = (0, 0, 0L);

        Parallel.For(0, wanted, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, number =>
        {
            var random = new Random(unchecked((Seed * 31) + number));
            var (name, bytes) = good[random.Next(good.Count)];
            bytes = Harm(bytes, good[random.Next(good.Count)].Bytes, random);
            var started = Stopwatch.GetTimestamp();
            try
            {
                Assert.Equal(spec.ByteCount, preparer.Tile(bytes, spec).Length);
                Interlocked.Increment(ref read);
            }
            catch (ImageException)
            {
                Interlocked.Increment(ref rejected);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{number}, {name}: neither read nor rejected.", exception);
            }

            var took = Stopwatch.GetElapsedTime(started);
            Assert.True(took < Longest, $"{number}, {name}, took {took}.");
            for (var seen = Volatile.Read(ref longest); seen < took.Ticks; seen = Volatile.Read(ref longest))
            {
                Interlocked.CompareExchange(ref longest, took.Ticks, seen);
            }
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"{read} read, {rejected} rejected, the longest in {TimeSpan.FromTicks(longest)}");
        Assert.True(read > wanted / 20 && rejected > wanted / 20, $"{read} read, {rejected} rejected: these files were not harmed as intended.");
    }

    private static byte[] Harm(byte[] good, byte[] other, Random random) => random.Next(8) switch
    {
        0 => good[..random.Next(good.Length)],
        1 or 2 => Flipped(good, random, 1 + random.Next(4), good.Length),
        3 or 4 => Flipped(good, random, 1 + random.Next(64), good.Length),
        5 or 6 => Flipped(good, random, 1 + random.Next(16), Math.Min(good.Length, 600)),
        _ => [.. good[..random.Next(good.Length)], .. other[random.Next(other.Length)..], .. good[random.Next(good.Length)..]],
    };

    private static byte[] Flipped(byte[] good, Random random, int flips, int within)
    {
        var copy = good.ToArray();
        for (var i = 0; i < flips; i++)
        {
            copy[random.Next(within)] = (byte)(random.Next(2) == 0 ? random.Next(256) : copy[random.Next(within)] ^ (1 << random.Next(8)));
        }

        return copy;
    }
}

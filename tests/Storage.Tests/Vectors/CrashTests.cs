using System.Diagnostics;
using System.Globalization;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Storage.Tests.Vectors;

/// <summary>
/// Kills a writer at a random moment: everything it acknowledged survives, and an unacknowledged call is applied completely or not at all.
/// </summary>
public sealed class CrashTests
{
    private const int Rounds = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_InMidWrite_EveryAcknowledgedPointIsThere()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var next = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (last, version) = await WriteUntilKilledAsync(folder.Path, next, random.Next(1, 60), random.Next(3));
            Assert.True(last >= next);

            // Only the first call after the last acknowledged one can have been in progress.
            next = await CheckAsync(folder.Path, last, version);
            Assert.InRange(next, last + 1, last + 2);
        }
    }

    private static async Task<(int Last, string Version)> WriteUntilKilledAsync(string folder, int first, int acknowledgements, int milliseconds)
    {
        using var child = Child.Start("write", folder, first.ToString(CultureInfo.InvariantCulture));
        var acknowledged = new List<string>();
        while (acknowledged.Count < acknowledgements)
        {
            acknowledged.Add((await child.StandardOutput.ReadLineAsync(Token))!);
        }

        // The wait chooses the moment of the kill: the child continues writing, so the kill can hit any part of a call. No result depends on its
        // length.
        Thread.Sleep(milliseconds);
        child.Kill();
        while (await child.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            if (line.Split(' ') is [_, var version] && version.Split('-') is [_, _, { Length: 16 }])
            {
                acknowledged.Add(line);
            }
        }

        await child.WaitForExitAsync(Token);
        AssertKilled(child);
        var end = acknowledged[^1].Split(' ');
        return (int.Parse(end[0], CultureInfo.InvariantCulture), end[1]);
    }

    private static void AssertKilled(Process child) => Assert.NotEqual(0, child.ExitCode);

    private static async Task<int> CheckAsync(string folder, int last, string version)
    {
        await using var store = await SmallBlocks.OpenAsync(folder);
        var collection = (await store.FindAsync("killed", Token))!;
        var batches = (int)collection.Points / Child.Batch(0).Length;
        Assert.Equal(0, collection.Points % Child.Batch(0).Length);
        Assert.True(batches > last);
        if (batches == last + 1)
        {
            Assert.Equal(version, collection.Version);
        }

        for (var batch = 0; batch < batches; batch++)
        {
            await AssertBatchAsync(store, collection, Child.Batch(batch));
        }

        return batches;
    }

    private static async Task AssertBatchAsync(EmbeddedVectorStore store, CollectionInfo collection, Point[] batch)
    {
        var found =
            (await store.GetAsync(collection.Id, [.. batch.Select(point => point.Id)], withVectors: true, Token)).ToDictionary(point => point.Id);
        foreach (var point in batch)
        {
            Assert.Equal(point.Vector.ToArray(), found[point.Id].Vector.ToArray());
            Assert.Equal(point.Payload.Names, found[point.Id].Payload.Names);
        }

        var hit = (await store.SearchAsync(collection.Id, batch[^1].Vector, 1, null, Token))[0];
        Assert.Equal(batch[^1].Id, hit.Id);
    }
}

using System.Collections.Concurrent;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Vectors;

public sealed class ConcurrencyTests
{
    private const int Dimension = 16;
    private const int Album = 20;
    private const int Generations = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>With small blocks, files are written and blocks are merged all the time.</summary>
    [Theory]
    [InlineData(RowIndexWriter.BlockRows)]
    [InlineData(8)]
    public async Task Search_DuringWrites_SeesWholeCallsAndAtLeastTheVersionReadBefore(int blockRows)
    {
        using var folder = new TemporaryFolder();
        await using var store = await SmallBlocks.OpenAsync(folder.Path, blockRows: blockRows);
        var collection = (await store.CreateAsync(Samples.Collection("album", Dimension), Token)).Collection;
        var generationOf = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await WriteAsync(store, collection, 0, generationOf);
        using var done = new CancellationTokenSource();

        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAsync(store, collection, done.Token), Token)).ToArray();
        for (var generation = 1; generation <= Generations; generation++)
        {
            await WriteAsync(store, collection, generation, generationOf);
        }

        await done.CancelAsync();

        foreach (var (version, generation) in (await Task.WhenAll(readers)).SelectMany(seen => seen))
        {
            Assert.True(generation >= generationOf[version], $"{version}: {generation} < {generationOf[version]}");
        }
    }

    // One call replaces the whole album, under its names, so the old points are deleted.
    private static async Task WriteAsync(
        EmbeddedVectorStore store, CollectionInfo collection, int generation, ConcurrentDictionary<string, int> generationOf)
    {
        var points = Enumerable.Range(0, Album).Select(i => Samples.Point((generation * Album) + i, Dimension) with
        {
            Payload = Samples.Tagged($"{i}", ("generation", new FieldValue.Integer(generation))) with
            {
                Replaces = Samples.Id(((generation - 1) * Album) + i),
            },
        });
        var result = await store.UpsertAsync(collection.Id, [.. points], Token);
        generationOf[result.Version] = generation;
        Assert.Equal(generation == 0 ? 0 : Album, result.Orphans.Count);
    }

    private static async Task<List<(string Version, int Generation)>> ReadAsync(
        EmbeddedVectorStore store, CollectionInfo collection, CancellationToken cancellationToken)
    {
        var seen = new List<(string Version, int Generation)>();
        do
        {
            var info = (await store.FindAsync(collection.Name, Token))!;
            Assert.Equal(Album, info.Points);
            var hits = await store.SearchAsync(collection.Id, Samples.Vector(seen.Count, Dimension), 1000, null, Token);
            Assert.Equal(Album, hits.Count);
            var generation = Assert.Single(hits.Select(hit => hit.Payload.Fields!["generation"]).Distinct());
            seen.Add((info.Version, (int)((FieldValue.Integer)generation).Value));
            var scrolled = await store.ScrollAsync(collection.Id, null, 1000, withVectors: false, Token);
            Assert.Single(scrolled.Select(point => point.Payload.Fields!["generation"]).Distinct());
        }
        while (!cancellationToken.IsCancellationRequested);

        return seen;
    }
}

using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Tests.Support;

/// <summary>A fixed sequence of writes of every kind to an embedded store. After each, the state of the store is acknowledged.</summary>
internal static class EveryWrite
{
    private const int Dimension = 96;

    private static readonly Func<EmbeddedVectorStore, Task>[] Writes =
    [
        store => store.CreateAsync(Samples.Collection("a", Dimension), CancellationToken.None),
        store => UpsertAsync(store, "a", Points(0, 3)),
        store => UpsertAsync(store, "a", Points(3, 40)),
        store => store.CreateAsync(Samples.Collection("b", Dimension), CancellationToken.None),
        async store => await store.SetAliasAsync(await IdAsync(store, "a"), "also-a", CancellationToken.None),
        store => UpsertAsync(store, "b", Points(100, 30)),

        // It has the names of two others and replaces one of these, which goes with its last name.
        store => UpsertAsync(store, "a", [Replacing(60, 1, "image 1.png", "image 2.png", "more.png")]),
        store => UpsertAsync(store, "a", [.. Points(4, 9).Select(Captioned)]),
        async store => await store.DeleteAsync(await IdAsync(store, "a"), [Samples.Id(5), Samples.Id(6)], CancellationToken.None),
        async store => await store.RemoveNamesAsync(
            await IdAsync(store, "a"), [new PointName(Samples.Id(7), "image 7.png"), new(Samples.Id(60), "more.png")], CancellationToken.None),
        async store => await store.SetAliasAsync(await IdAsync(store, "b"), "also-a", CancellationToken.None),
        store => UpsertAsync(store, "a", Points(200, 60)),
        store => store.CreateAsync(Samples.Collection("c", Dimension), CancellationToken.None),
        async store => await store.ReplaceAsync(await IdAsync(store, "b"), await IdAsync(store, "c"), "kept", CancellationToken.None),
        async store => await store.DropAsync(await IdAsync(store, "b"), CancellationToken.None),
        .. Enumerable.Range(300, 6).Select(number => (Func<EmbeddedVectorStore, Task>)(store => UpsertAsync(store, "a", Points(number, 1)))),
    ];

    /// <summary>The number of writes after which the store is closed and opened again.</summary>
    private const int Reopening = 8;

    /// <summary>Does the first writes.</summary>
    public static async Task RunAsync(string folder, int count, Action<string> acknowledge)
    {
        var store = await OpenAsync(folder);
        try
        {
            foreach (var (number, write) in Writes.Take(count).Index())
            {
                if (number == Reopening)
                {
                    await store.DisposeAsync();
                    store = await OpenAsync(folder);
                }

                await write(store);
                acknowledge(await StateOfAsync(store));
                await store.Keeper.SettleAsync();
            }
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    public static int Count => Writes.Length;

    /// <summary>Everything in a store, in one line.</summary>
    public static async Task<string> StateOfAsync(EmbeddedVectorStore store)
    {
        var collections = new List<string>();
        foreach (var info in await store.ListAsync(CancellationToken.None))
        {
            var points = await store.ScrollAsync(info.Id, null, 1_000, withVectors: true, CancellationToken.None);
            var hits = await store.SearchAsync(info.Id, Samples.Vector(1, Dimension), 3, null, CancellationToken.None);
            collections.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{info.Name} ({string.Join(',', info.Aliases)}) {info.Id} {info.Model} {info.Version} {info.Points} points, {info.Bytes} bytes, "
                    + $"{info.Created.UtcTicks} {info.Changed.UtcTicks}: {string.Join("; ", points.Select(Describe))}; "
                    + $"hits {string.Join(',', hits.Select(hit => hit.Id))}"));
        }

        return string.Join(" | ", collections);
    }

    private static async Task<EmbeddedVectorStore> OpenAsync(string folder)
    {
        var store = await SmallBlocks.OpenAsync(folder);

        // The log is written back to the database after a few pages instead of 1,000, so that it is seen.
        store.Database.Writer.Execute("pragma wal_autocheckpoint = 12");
        return store;
    }

    private static string Describe(Point point) =>
        $"{point.Id} {XxHash64.HashToUInt64(MemoryMarshal.AsBytes(point.Vector.Span)):x} {string.Join(',', point.Payload.Names)} "
            + $"{point.Payload.Caption} {FieldsJson.Write(point.Payload.Fields)}";

    private static async Task<Guid> IdAsync(EmbeddedVectorStore store, string name) => (await store.FindAsync(name, CancellationToken.None))!.Id;

    private static async Task UpsertAsync(EmbeddedVectorStore store, string collection, Point[] points) =>
        await store.UpsertAsync(await IdAsync(store, collection), points, CancellationToken.None);

    private static Point[] Points(int first, int count) => [.. Enumerable.Range(first, count).Select(number => Samples.Point(number, Dimension))];

    private static Point Replacing(int number, int replaced, params string[] names) =>
        Samples.Point(number, Dimension) with { Payload = Samples.Payload(names) with { Replaces = Samples.Id(replaced) } };

    private static Point Captioned(Point point) => point with { Payload = point.Payload with { Caption = $"a caption of {point.Id}" } };
}

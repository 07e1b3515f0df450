using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Storage.Tests.Mapped;

/// <summary>A store with a few blocks in files, and all that it answers.</summary>
internal static class MappedStore
{
    public const int Dimension = 70;

    /// <summary>Points in ten blocks, of which some are deleted, changed, or back with another vector; some are in no file.</summary>
    public static async Task FillAsync(EmbeddedVectorStore store, string name = "mapped")
    {
        var (collection, _) = await store.CreateAsync(Samples.Collection(name, Dimension), CancellationToken.None);
        await store.UpsertAsync(collection.Id, [.. Enumerable.Range(0, 150).Select(Point)], CancellationToken.None);
        await store.Keeper.SettleAsync();
        await store.DeleteAsync(collection.Id, [.. Enumerable.Range(10, 20).Select(Samples.Id)], CancellationToken.None);
        await store.UpsertAsync(collection.Id, [.. Enumerable.Range(40, 3).Select(Captioned)], CancellationToken.None);
        await store.UpsertAsync(collection.Id, [.. Enumerable.Range(12, 3).Select(number => Back(number))], CancellationToken.None);
        await store.Keeper.SettleAsync();

        // Too few for a new list: a start must read them from the database.
        await store.UpsertAsync(collection.Id, [Point(200)], CancellationToken.None);
        await store.DeleteAsync(collection.Id, [Samples.Id(60), Samples.Id(61)], CancellationToken.None);
        await store.UpsertAsync(collection.Id, [Back(60), Captioned(70)], CancellationToken.None);
    }

    public static Point Point(int number) => Samples.Point(number, Dimension) with
    {
        Payload = Samples.Tagged(
            $"image {number}.png",
            ("group", new FieldValue.Integer(number % 3)),
            (DerivedFields.Taken, new FieldValue.Number(number % 7))) with { Bytes = 1000 + number, ThumbHash = [1, 2, (byte)number] },
    };

    /// <summary>A point that was deleted, with another vector.</summary>
    public static Point Back(int number) => Point(number) with { Vector = Samples.Vector(10_000 + number, Dimension) };

    public static Point Captioned(int number) => Point(number) with { Payload = Point(number).Payload with { Caption = $"caption {number}" } };

    /// <summary>How many blocks are in files.</summary>
    public static int MappedBlocks(EmbeddedVectorStore store, Guid collection) =>
        store.IndexOf(collection).Segments.Count(segment => segment.Block.IsMapped);

    public static async Task<Guid> IdAsync(EmbeddedVectorStore store, string name = "mapped") =>
        (await store.FindAsync(name, CancellationToken.None))!.Id;

    /// <summary>All that a store answers, to the last bit.</summary>
    public static async Task<string> StateOfAsync(EmbeddedVectorStore store)
    {
        List<string> state = [];
        foreach (var info in await store.ListAsync(CancellationToken.None))
        {
            state.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{info.Name} {info.Id} {info.Version} {info.Points} {info.Bytes} {info.Changed.UtcTicks} {info.History}"));
            foreach (var filter in new Filter?[] { null, new Filter.Equal("group", new FieldValue.Integer(1)), new Filter.Exists("caption") })
            {
                foreach (var (query, k) in new[] { (1, 3), (-2, 10), (-3, 1000) })
                {
                    var hits = await store.SearchAsync(info.Id, Samples.Vector(query, Dimension), k, filter, CancellationToken.None);
                    state.AddRange(hits.Select(hit => $"{hit.Id} {BitConverter.SingleToInt32Bits(hit.Score):x} {Describe(hit.Payload)}"));
                }

                foreach (var order in new[] { PointOrder.ById, PointOrder.NewestFirst })
                {
                    var selected = await store.SelectAsync(info.Id, filter, order, null, 1000, CancellationToken.None);
                    state.AddRange(selected.Select(point => $"{point.Id} {Describe(point.Payload)}"));
                }
            }

            var points = await store.ScrollAsync(info.Id, null, 1000, withVectors: true, CancellationToken.None);
            state.AddRange(points.Select(point =>
                $"{point.Id} {XxHash64.HashToUInt64(MemoryMarshal.AsBytes(point.Vector.Span)):x} {Describe(point.Payload)}"));
        }

        return string.Join('\n', state);
    }

    private static string Describe(Payload payload) =>
        $"{string.Join(',', payload.Names)} {payload.Caption} {FieldsJson.Show(payload.Fields)} {payload.Width}x{payload.Height} {payload.MediaType} "
            + $"{payload.Bytes} {string.Join('.', payload.ThumbHash)}";
}

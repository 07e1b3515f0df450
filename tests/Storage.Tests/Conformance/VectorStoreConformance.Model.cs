using CsCheck;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Conformance;

/// <summary>Random operations, and the store opened again at any time, compared step by step with a plain dictionary.</summary>
public abstract partial class VectorStoreConformance
{
    private const int ModelPoints = 6;
    private static readonly string[] ModelNames = ["a.png", "b.png", "b/c.png", "é.png"];

    private static readonly Gen<Point> ModelPoint = Gen.Select(
        Gen.Int[0, ModelPoints - 1],
        Gen.Int[1, (1 << 4) - 1],
        Gen.Int[0, 2],
        Gen.Int[0, 3],
        Gen.Int[0, 2 * ModelPoints],
        static (number, names, caption, fields, replaced) => Samples.Point(number, Dimension) with
        {
            Payload = Samples.Payload([.. ModelNames.Where((_, i) => (names & (1 << i)) != 0)]) with
            {
                Caption = caption == 0 ? null : $"caption {caption}",
                Fields = fields == 0
                    ? null
                    : new Dictionary<string, FieldValue>(StringComparer.Ordinal) { ["year"] = new FieldValue.Integer(1990 + fields) },
                Replaces = replaced < ModelPoints ? Samples.Id(replaced) : null,
            },
        });

    private static readonly Gen<Operation> ModelOperation = Gen.OneOf<Operation>(
        ModelPoint.Array[0, 4].Select(points => (Operation)new Operation.Upsert(points)),
        Gen.Int[0, ModelPoints].Array[1, 3].Select(numbers => (Operation)new Operation.Delete(numbers)),
        Gen.Select(Gen.Int[0, ModelPoints], Gen.Int[0, ModelNames.Length - 1])
            .Array[1, 3]
            .Select(names => names.Select(one => new PointName(Samples.Id(one.Item1), ModelNames[one.Item2])))
            .Select(names => (Operation)new Operation.RemoveNames([.. names])),
        Gen.Bool.Select(isSettled => (Operation)new Operation.Reopen(isSettled)));

    [Fact]
    public async Task Operations_AtRandom_LeaveWhatADictionaryHas()
    {
        var rounds = 0;
        await ModelOperation.Array[1, 12].SampleAsync(
            async operations =>
            {
                var collection = await NewAsync($"model-{Interlocked.Increment(ref rounds)}");
                var model = new Dictionary<Guid, Payload>();
                var version = collection.Version;
                foreach (var operation in operations)
                {
                    version = await RunAsync(collection, operation, model, version);
                    await AssertSameAsync(collection, model, version);
                }
            },
            iter: 60,
            threads: 1);
    }

    /// <summary>Runs an operation on the store and on the model, and compares what they answer.</summary>
    private async Task<string> RunAsync(CollectionInfo collection, Operation operation, Dictionary<Guid, Payload> model, string version)
    {
        switch (operation)
        {
            case Operation.Upsert upsert:
                var upserted = await UpsertAsync(collection, upsert.Points);
                var (outcomes, orphans) = Apply(model, upsert.Points);
                Assert.Equal(outcomes, upserted.Outcomes);
                Assert.Equal(orphans.Order(), upserted.Orphans.Order());
                version = upserted.Version;
                break;
            case Operation.Delete delete:
                Guid[] ids = [.. delete.Numbers.Select(Samples.Id).Distinct()];
                var deleted = await Store.DeleteAsync(collection.Id, ids, Token);
                Assert.Equal(ids.Where(model.ContainsKey).Order(), deleted.Deleted.Order());
                Array.ForEach(ids, id => model.Remove(id));
                version = deleted.Version;
                break;
            case Operation.RemoveNames remove:
                var removal = await Store.RemoveNamesAsync(collection.Id, remove.Names, Token);
                var had = remove.Names.Distinct().Where(name => model.TryGetValue(name.Id, out var payload) && payload.Names.Contains(name.Name));
                Assert.Equal(had.ToHashSet(), removal.Removed.ToHashSet());
                Assert.Equal(TakeNames(model, remove.Names).Order(), removal.Orphans.Order());
                version = removal.Version;
                break;
            case Operation.Reopen reopen when !Cannot.HasFlag(Inability.Reopen):
                await (reopen.IsSettled ? SettleAsync() : Task.CompletedTask);
                await ReopenAsync();
                break;
        }

        return version;
    }

    private async Task AssertSameAsync(CollectionInfo collection, Dictionary<Guid, Payload> model, string version)
    {
        var stored = await Store.ScrollAsync(collection.Id, null, 100, withVectors: true, Token);
        Assert.Equal(model.Keys.Order(), stored.Select(point => point.Id));
        foreach (var point in stored)
        {
            var expected = model[point.Id];
            Assert.Equal(expected.Names, point.Payload.Names);
            Assert.Equal(expected.Caption, point.Payload.Caption);
            Assert.Equal(expected.Fields ?? new Dictionary<string, FieldValue>(), point.Payload.Fields ?? new Dictionary<string, FieldValue>());
            var number = Enumerable.Range(0, ModelPoints).First(i => Samples.Id(i) == point.Id);
            Assert.Equal(Samples.Vector(number, Dimension), point.Vector.ToArray());
        }

        var info = (await Store.FindAsync(collection.Name, Token))!;
        Assert.Equal((model.Count, version), (info.Points, info.Version));
        Assert.Equal(model.Values.Sum(payload => payload.Bytes), info.Bytes);
        var hits = await Store.SearchAsync(collection.Id, Samples.Vector(1, Dimension), 100, null, Token);
        Assert.Equal(model.Keys.Order(), hits.Select(hit => hit.Id).Order());
        Assert.All(hits, hit => Assert.Equal(model[hit.Id].Names, hit.Payload.Names));
        Assert.All(hits, hit => Assert.Equal(model[hit.Id].Caption, hit.Payload.Caption));
    }

    /// <summary>
    /// What an upsert does, in the simplest words: each point gets its names. In the end, what was replaced loses names that it did not get later.
    /// </summary>
    private static (List<UpsertOutcome> Outcomes, List<Guid> Orphans) Apply(Dictionary<Guid, Payload> model, IReadOnlyList<Point> points)
    {
        List<UpsertOutcome> outcomes = [];
        foreach (var (id, _, given) in points)
        {
            if (model.TryGetValue(id, out var known))
            {
                var merged = known with
                {
                    Names = [.. known.Names.Union(given.Names).Order(StringComparer.Ordinal)],
                    Caption = given.Caption ?? known.Caption,
                    Fields = given.Fields ?? known.Fields,
                };
                var isSame = merged.Names.SequenceEqual(known.Names) && merged.Caption == known.Caption
                    && (merged.Fields ?? new Dictionary<string, FieldValue>()).SequenceEqual(known.Fields ?? new Dictionary<string, FieldValue>());
                outcomes.Add(isSame ? UpsertOutcome.Unchanged : UpsertOutcome.Updated);
                model[id] = merged;
            }
            else
            {
                outcomes.Add(UpsertOutcome.Added);
                model[id] = given with { Names = [.. given.Names.Order(StringComparer.Ordinal)] };
            }
        }

        List<Guid> orphans = [];
        foreach (var (index, (id, _, given)) in points.Index())
        {
            var names = given.Names.Where(name => given.Replaces is { } replaced && replaced != id
                && !points.Skip(index + 1).Any(later => later.Id == replaced && later.Payload.Names.Contains(name)));
            PointName[] going = [.. names.Select(name => new PointName(given.Replaces!.Value, name))];
            if (going.Any(name => model.TryGetValue(name.Id, out var payload) && payload.Names.Contains(name.Name)))
            {
                outcomes[index] = UpsertOutcome.Replaced;
            }

            orphans.AddRange(TakeNames(model, going));
        }

        return (outcomes, orphans);
    }

    /// <summary>Takes names from points.</summary>
    /// <returns>The points that have no name left; they are removed.</returns>
    private static List<Guid> TakeNames(Dictionary<Guid, Payload> model, IEnumerable<PointName> names)
    {
        List<Guid> gone = [];
        foreach (var (id, name) in names)
        {
            if (!model.TryGetValue(id, out var payload))
            {
                continue;
            }

            model[id] = payload with { Names = [.. payload.Names.Where(other => other != name)] };
            if (model[id].Names.Count == 0)
            {
                model.Remove(id);
                gone.Add(id);
            }
        }

        return gone;
    }

    /// <summary>A write.</summary>
    private abstract record Operation
    {
        public sealed record Upsert(Point[] Points) : Operation
        {
            public override string ToString() =>
                $"upsert {string.Join("; ", Points.Select(Describe))}";

            private static string Describe(Point point) =>
                $"{point.Id} {string.Join(',', point.Payload.Names)} {point.Payload.Caption} replaces {point.Payload.Replaces}";
        }

        public sealed record Delete(int[] Numbers) : Operation
        {
            public override string ToString() => $"delete {string.Join(',', Numbers)}";
        }

        public sealed record RemoveNames(PointName[] Names) : Operation
        {
            public override string ToString() => $"remove {string.Join(',', Names)}";
        }

        /// <summary>Closes the store and opens it again.</summary>
        /// <param name="IsSettled">Whether what it does in the background is waited for.</param>
        public sealed record Reopen(bool IsSettled) : Operation;
    }
}

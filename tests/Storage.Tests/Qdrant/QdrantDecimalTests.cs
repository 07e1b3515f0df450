using System.Globalization;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>
/// A server may read a decimal of its own payload with its last bits changed, and compares integers as doubles. Neither shows: numbers are read as
/// they were written, and ranges that begin or end at them include them, as in the embedded store.
/// </summary>
public sealed class QdrantDecimalTests : QdrantStoreTest
{
    private static readonly string[] Names = ["score", "a.b", "width", "größe"];

    private static readonly double[] Borderline =
    [
        -1.8134499788284302, 0.1 + 0.2, 117.63331139400017, 1.5777777777770001, 9999999999999990, 1e22, 1e23, 1.7976931348623157e308, 5e-324,
        2.2250738585072014e-308, 123456789012345.6, 1234567890123456, 9007199254740993, 4.35e-7, -0.0,
    ];

    [Fact]
    public async Task Decimal_ThatTheServerRoundsDifferently_ComesBackAsItWas()
    {
        var collection = await NewAsync();
        var point = Point(1) with { Payload = Samples.Tagged("a", ("score", new FieldValue.Number(-1.8134499788284302))) };
        await UpsertAsync(collection, point);

        var read = Assert.Single(await Store.GetAsync(collection.Id, [point.Id], withVectors: false, Token));

        Assert.Equal("""{"score":-1.8134499788284302}""", FieldsJson.Show(read.Payload.Fields));
        Assert.Equal([UpsertOutcome.Unchanged], (await UpsertAsync(collection, point)).Outcomes);
    }

    [Fact]
    public async Task Numbers_OfEverySize_ComeBackToTheLastBit()
    {
        var random = new Random(31);
        var collection = await NewAsync();
        var numbers = Borderline.Concat(Enumerable.Range(0, 3000).Select(_ => AnyDouble(random))).ToArray();
        var points = numbers.Chunk(Names.Length).Select((chunk, i) => Point(i) with
        {
            Payload = Samples.Tagged($"{i}", [.. chunk.Select((number, j) => (Names[j], (FieldValue)new FieldValue.Number(number)))]),
        }).ToArray();
        await UpsertAsync(collection, points);

        var read = (await Store.ScrollAsync(collection.Id, null, points.Length, withVectors: false, Token)).ToDictionary(point => point.Id);

        Assert.All(points, point => Assert.Equal(Bits(point), Bits(read[point.Id])));
    }

    [Fact]
    public async Task Range_AtABorder_AnswersAsTheEmbeddedStore()
    {
        var random = new Random(32);
        var collection = await NewAsync();
        var values = Enumerable.Range(0, 240).Select(i => AnyValue(random, i)).ToArray();
        var points = values.Select((value, i) => Point(i) with { Payload = Samples.Tagged($"{i}", (Names[i % Names.Length], value)) }).ToArray();
        await UpsertAsync(collection, points);

        for (var i = 0; i < 600; i++)
        {
            var field = Names[i % Names.Length];
            var (low, high) = (Near(random, values), Near(random, values));
            var filter = (i % 3) switch
            {
                0 => new Filter.Range(field, low, null),
                1 => new Filter.Range(field, null, high),
                _ => new Filter.Range(field, Math.Min(low, high), Math.Max(low, high)),
            };
            var matches = FilterMatch.Compile(filter);
            var expected = points.Where(point => matches(point.Payload)).Select(point => point.Id).ToHashSet();
            var hits = await Store.SearchAsync(collection.Id, Point(1).Vector, values.Length, filter, Token);
            Assert.True(expected.SetEquals(hits.Select(hit => hit.Id)), $"{filter}");
        }
    }

    private static double AnyDouble(Random random)
    {
        while (true)
        {
            var number = random.Next(5) switch
            {
                0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                1 => random.NextDouble() * Math.Pow(10, random.Next(-8, 20)),
                2 => Math.Round(random.NextDouble() * 1e6, random.Next(12)),
                3 => double.Parse(
                    string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64(1_000_000_000_000_000)}e{random.Next(-40, 8)}"),
                    CultureInfo.InvariantCulture),
                _ => (double)random.NextInt64(),
            };
            if (double.IsFinite(number))
            {
                return number;
            }
        }
    }

    private static FieldValue AnyValue(Random random, int i) => i < Borderline.Length ? new FieldValue.Number(Borderline[i]) : random.Next(5) switch
    {
        0 => new FieldValue.Integer(random.NextInt64(long.MinValue, long.MaxValue)),
        1 => new FieldValue.Integer((1L << random.Next(50, 63)) + random.Next(-3, 4)),
        2 => new FieldValue.Integer(unchecked((random.Next(2) == 0 ? 1 : -1) * (long.MaxValue - random.Next(1500)) - random.Next(2))),
        3 => new FieldValue.Number(Math.Round(random.NextDouble(), 2)),
        _ => new FieldValue.Number(AnyDouble(random)),
    };

    /// <summary>A bound at a value or next to one.</summary>
    private static double Near(Random random, FieldValue[] values)
    {
        var at = values[random.Next(values.Length)] switch
        {
            FieldValue.Integer whole => whole.Value,
            FieldValue.Number number => number.Value,
            _ => 0.3,
        };
        return random.Next(3) switch { 0 => Math.BitDecrement(at), 1 => Math.BitIncrement(at), _ => at };
    }

    private static IEnumerable<string> Bits(Point point) => point.Payload.Fields!
        .OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => (field.Key, Bits: BitConverter.DoubleToInt64Bits(((FieldValue.Number)field.Value).Value)))
        .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Key} {field.Bits:x16}"));
}

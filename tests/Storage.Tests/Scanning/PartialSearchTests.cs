using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>
/// What a question has found when its time is out: a part, and down to which score it is complete. HardwareTests also runs these tests without some
/// instruction sets.
/// </summary>
public sealed class PartialSearchTests
{
    private const int BlockRows = 64;

    // Six full blocks, and a partial one without codes.
    private const int Count = (6 * BlockRows) + 17;
    private const int Segments = 7;

    // So many hits that every row of the first segments is one.
    private const int Many = 5 * BlockRows;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Datasets.Names];

    /// <summary>
    /// A theorem, so for any segments that are scanned, in any order: every row above the score is a hit, unless there are k better ones, and no hit
    /// has a score that a scan of all rows would not give it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Part_OfAnySegments_IsCompleteDownToItsScore(string name)
    {
        var random = new Random(name.Length);
        foreach (var dimension in new[] { 1, 3, 65 })
        {
            var (rows, query) = Datasets.Make(name, Count, dimension);
            foreach (var shortened in new[] { false, true })
            {
                var vectors = shortened ? Shortened(rows, random) : rows;
                var index = Filled(vectors, i => Grouped(i));
                foreach (var question in Datasets.Questions(vectors, query, 10, random))
                {
                    AssertComplete(index, vectors, question, random);
                }
            }
        }
    }

    /// <summary>Rows in the direction of the query reach the bound, so it must not be lower; and it says something about the others.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(Segments - 1)]
    public void Part_OfShorterRowsUnseen_IsCompleteDownToTheLongestOfThem(int unseen)
    {
        const int Dimension = 70;
        var query = Samples.Vector(-1, Dimension);
        var rows = Enumerable.Range(0, Count)
            .Select(i => query.Select(value => value * (i / BlockRows == unseen ? .5f : .25f)).ToArray())
            .ToArray();
        var index = Filled(rows, Grouped);
        var question = new ScanQuestion(query, 5, null, Token);
        question.Begin(index);
        ScanAll(index, question, Enumerable.Range(0, Segments).Where(number => number != unseen));

        var part = question.SoFar()!;

        Assert.InRange(part.CompleteDownTo, Score(query, rows[unseen * BlockRows]), .5f + 1e-5f);
        Assert.Equal((Count - index.Segments[unseen].Live, Count), (part.Searched, part.Total));
    }

    [Fact]
    public async Task Part_WhileAPassIsUnderWay_HasWhatWasScannedAndDisturbsNobody()
    {
        var rows = Enumerable.Range(0, Count).Select(i => Samples.Vector(i, 8)).ToArray();
        var gate = new ScanGate();

        // The first segment is free; the question with the filter waits in the second.
        var index = Filled(rows, i => i / BlockRows == 1 ? gate.Payload : Free);
        var queue = new ScanQueue(() => index);
        using var leaving = new CancellationTokenSource();
        var waits = new ScanQuestion(rows[0], Many, ScanGate.Filter, leaving.Token);
        var answer = queue.AskAsync(waits);
        await gate.Reached;
        var other = new ScanQuestion(rows[1], 3, null, Token);
        var others = queue.AskAsync(other);

        var part = waits.SoFar()!;
        await leaving.CancelAsync();
        var afterwards = waits.SoFar()!;
        var none = other.SoFar();
        gate.Open();

        Assert.Equal((BlockRows, Count), (part.Searched, part.Total));
        Assert.Equal(Samples.Id(0), part.Hits[0].Id);
        Assert.Equal(ExactSearchTests.Sorted(Numbered(rows.Take(BlockRows)), rows[0]), Found(part));
        Assert.Equal(Found(part), Found(afterwards));
        Assert.Null(none);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Equal(ExactSearchTests.Sorted(Numbered(rows), rows[1]).Take(3), ExactSearchTests.Found(await others));
    }

    /// <summary>A segment whose scan was given up must not count, although its worker is done with it.</summary>
    [Fact]
    public async Task Part_OfASegmentThatWasGivenUp_DoesNotHaveIt()
    {
        var rows = Enumerable.Range(0, 2 * BlockRows).Select(i => Samples.Vector(i, 8)).ToArray();
        var gate = new ScanGate();
        var index = Filled(rows, i => i < BlockRows ? Free : gate.Payload);
        var queue = new ScanQueue(() => index);
        using var leaving = new CancellationTokenSource();
        var question = new ScanQuestion(rows[^1], Many, ScanGate.Filter, leaving.Token);
        _ = queue.AskAsync(question);
        await gate.Reached;
        await leaving.CancelAsync();
        gate.Open();

        // The same worker answers this, so it is done with the segment.
        await queue.AskAsync(new ScanQuestion(rows[0], 1, null, Token));

        Assert.Equal(BlockRows, question.SoFar()!.Searched);
    }

    [Fact]
    public async Task Part_OfAQuestionThatIsOverOrHasNotBegun_IsNone()
    {
        var rows = Enumerable.Range(0, Count).Select(i => Samples.Vector(i, 8)).ToArray();
        var index = Filled(rows, i => i < BlockRows ? Free : Broken());
        var queue = new ScanQueue(() => index);
        var waiting = new ScanQuestion(rows[0], 3, null, Token);
        var answered = new ScanQuestion(rows[0], 3, null, Token);
        var failed = new ScanQuestion(rows[0], Many, ScanGate.Filter, Token);

        await queue.AskAsync(answered);
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.AskAsync(failed));

        Assert.Null(waiting.SoFar());
        Assert.Null(answered.SoFar());
        Assert.Null(failed.SoFar());
    }

    /// <summary>Callers whose time is out at any moment of a pass of several workers.</summary>
    [Theory]
    [InlineData("random")]
    [InlineData("one-hot")]
    [InlineData("constant")]
    public async Task Parts_TakenAtAnyTime_AreCompleteDownToTheirScore(string name)
    {
        var random = new Random(1);
        var (full, query) = Datasets.Make(name, 6000, 8);
        var rows = Shortened(full, random);
        var index = Filled(rows, Grouped);
        var queue = new ScanQueue(() => index);
        for (var parts = 0; parts < 20;)
        {
            var asked = Datasets.Questions(rows, query, 32, random).Select(vector => (vector, Scan: Ask(vector, 10))).ToList();
            var answers = asked.ConvertAll(question => queue.AskAsync(question.Scan));
            List<(float[] Vector, PartialHits Part)> taken = [];
            while (!answers.TrueForAll(answer => answer.IsCompleted))
            {
                var (vector, scan) = asked[random.Next(asked.Count)];
                if (taken.Count < 20 && scan.SoFar() is { } part)
                {
                    taken.Add((vector, part));
                }
            }

            parts += taken.Count;
            taken.ForEach(one => AssertHolds(one.Part, ExactSearchTests.Sorted(Numbered(rows), one.Vector), 10));
            await Task.WhenAll(answers);
        }
    }

    private static void AssertComplete(RowIndex index, float[][] rows, float[] query, Random random)
    {
        const int Groups = 3;
        var k = new[] { 1, 7, 100, Count }[random.Next(4)];
        int? group = random.Next(3) == 0 ? random.Next(Groups) : null;
        Filter? filter = group is { } number ? new Filter.Equal("group", new FieldValue.Integer(number)) : null;
        var question = new ScanQuestion(query, k, filter, Token);
        question.Begin(index);
        var order = Enumerable.Range(0, Segments).ToArray();
        random.Shuffle(order);
        var scores = ExactSearchTests.Sorted(Numbered(rows, i => group is null || i % Groups == group), query);
        Assert.Null(question.SoFar());
        foreach (var next in order[..^1])
        {
            ScanAll(index, question, [next]);
            AssertHolds(question.SoFar()!, scores, k);
        }

        ScanAll(index, question, [order[^1]]);
        Assert.Null(question.SoFar());
        Assert.Equal(scores.Take(k), ExactSearchTests.Found(question.Answer.Result));
    }

    private static void AssertHolds(PartialHits part, (Guid Id, float Score)[] scores, int k)
    {
        Assert.InRange(part.Searched, 1, part.Total - 1);
        var mustBeThere = scores.TakeWhile(row => row.Score > part.CompleteDownTo).Take(k).ToList();
        Assert.Equal(mustBeThere, Found(part).Take(mustBeThere.Count));
        Assert.Equal(Found(part).OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id), Found(part));
        Assert.All(Found(part), hit => Assert.Contains(hit, scores));
        Assert.True(part.Hits.Count <= k);
    }

    private static void ScanAll(RowIndex index, ScanQuestion question, IEnumerable<int> numbers)
    {
        var scanner = new SegmentScanner();
        foreach (var number in numbers)
        {
            scanner.Scan(number, index.Segments[number], [question], useCodes: true);
        }
    }

    /// <summary>Rows whose length differs from block to block, so that the bound is worth something.</summary>
    private static float[][] Shortened(float[][] rows, Random random)
    {
        var lengths = Enumerable.Range(0, (rows.Length / BlockRows) + 1).Select(_ => MathF.Pow(10, -3 * random.NextSingle())).ToArray();
        return [.. rows.Select((row, i) => row.Select(value => value * lengths[i / BlockRows]).ToArray())];
    }

    private static Payload Free { get; } = Samples.Tagged("n", ("a", new FieldValue.Truth(true)));

    private static Payload Grouped(int i) => Samples.Tagged("n", ("group", new FieldValue.Integer(i % 3)));

    private static Payload Broken() => Samples.Payload("n") with { Fields = new FieldsThatAct(() => throw new InvalidOperationException("broken")) };

    private static RowIndex Filled(float[][] rows, Func<int, Payload> payload)
    {
        var writer = new RowIndexWriter(rows[0].Length, BlockRows);
        for (var i = 0; i < rows.Length; i++)
        {
            writer.Add(Samples.Id(i), rows[i], payload(i));
        }

        return writer.Publish();
    }

    private static ScanQuestion Ask(float[] query, int k) => new(query, k, null, Token);

    private static float Score(float[] query, float[] row) =>
        ExactSearchTests.Sorted(new Dictionary<Guid, float[]> { [Guid.Empty] = row }, query)[0].Score;

    private static Dictionary<Guid, float[]> Numbered(IEnumerable<float[]> rows, Func<int, bool>? passes = null) =>
        rows.Index().Where(row => passes?.Invoke(row.Index) != false).ToDictionary(row => Samples.Id(row.Index), row => row.Item);

    private static IEnumerable<(Guid Id, float Score)> Found(PartialHits part) => part.Hits.Select(hit => (hit.Id, hit.Score));
}

using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>
/// Many questions at once: each gets the answer that it would get alone, whoever else comes, leaves or fails. HardwareTests also runs these tests
/// without some instruction sets.
/// </summary>
public sealed class ScanQueueTests
{
    private const int BlockRows = 64;
    private const int Count = (6 * BlockRows) + 17;
    private const int Groups = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Datasets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Questions_OfAnyKindTogether_GetWhatEachGetsAlone(string name)
    {
        var (rows, query) = Datasets.Make(name, Count, 65);
        var index = Filled(rows, Grouped);
        var random = new Random(rows.Length);
        foreach (var together in new[] { 1, 2, 3, 4, 5, 8, 64 })
        {
            var queue = new ScanQueue(() => index);
            var asked = Datasets.Questions(rows, query, together, random).Select(question => new Asked(queue, question, random)).ToArray();
            foreach (var question in asked)
            {
                Assert.Equal(question.Expected(rows), ExactSearchTests.Found(await question.Answer));
            }
        }
    }

    /// <summary>Enough rows for several workers; callers come and leave while they scan.</summary>
    [Theory]
    [InlineData("random")]
    [InlineData("ties")]
    [InlineData("near duplicates")]
    [InlineData("outliers")]
    [InlineData("constant")]
    public async Task Callers_ComingAndLeavingAtAnyTime_DoNotDisturbOthers(string name)
    {
        const int Callers = 12;
        var (rows, query) = Datasets.Make(name, 6000, 8);
        var index = Filled(rows, Grouped);
        var queue = new ScanQueue(() => index);

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(
            async () =>
            {
                var random = new Random(caller);
                foreach (var question in Datasets.Questions(rows, query, 4, random))
                {
                    using var leaving = new CancellationTokenSource();
                    var asked = new Asked(queue, question, random, leaving.Token);
                    if (random.Next(3) == 0)
                    {
                        Thread.SpinWait(random.Next(20_000));
                        await leaving.CancelAsync();
                        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await IfNotYet(asked.Answer));
                        continue;
                    }

                    Assert.Equal(asked.Expected(rows), ExactSearchTests.Found(await asked.Answer));
                }
            },
            Token)));
    }

    [Fact]
    public async Task Questions_AskedWhileOneIsScanned_ShareAPass()
    {
        var rows = Enumerable.Range(0, 10 * BlockRows).Select(i => Samples.Vector(i, 8)).ToArray();
        var gate = new ScanGate();
        var taken = new CountedList<Segment>(Filled(rows, _ => gate.Payload).Segments);
        var index = new RowIndex(8, taken);
        var queue = new ScanQueue(() => index);

        var first = queue.AskAsync(new ScanQuestion(rows[0], 1, ScanGate.Filter, Token));
        await gate.Reached;
        var others = Enumerable.Range(1, 40).Select(i => queue.AskAsync(new ScanQuestion(rows[i], 1, null, Token))).ToArray();
        gate.Open();

        Assert.Equal(Samples.Id(0), (await first).Hits[0].Id);
        Assert.Equal(Enumerable.Range(1, 40).Select(Samples.Id), (await Task.WhenAll(others)).Select(answer => answer.Hits[0].Id));

        // One segment for the first alone, then a round for all.
        Assert.Equal(1 + 10, taken.Reads);
    }

    [Fact]
    public async Task Questions_MoreThanAPassHolds_AreAllAnswered()
    {
        var rows = Enumerable.Range(0, Count).Select(i => Samples.Vector(i, 8)).ToArray();
        var index = Filled(rows, _ => Samples.Payload("n"));
        var queue = new ScanQueue(() => index);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, Count).Select(i => queue.AskAsync(new ScanQuestion(rows[i], 1, null, Token))));

        Assert.Equal(Enumerable.Range(0, Count).Select(Samples.Id), answers.Select(answer => answer.Hits[0].Id));
    }

    [Fact]
    public async Task Question_AskedAfterAWrite_SeesIt()
    {
        var rows = Enumerable.Range(0, Count).Select(i => Samples.Vector(i, 8)).ToArray();
        var gate = new ScanGate();
        var writer = new RowIndexWriter(8, BlockRows);
        for (var i = 0; i < Count; i++)
        {
            writer.Add(Samples.Id(i), rows[i], gate.Payload);
        }

        var index = writer.Publish();
        var queue = new ScanQueue(() => index);
        var added = Samples.Vector(Count, 8);
        var before = queue.AskAsync(new ScanQuestion(added, 1, ScanGate.Filter, Token));
        await gate.Reached;
        writer.Add(Samples.Id(Count), added, Samples.Payload("new"));
        index = writer.Publish();

        var after = queue.AskAsync(new ScanQuestion(added, 1, null, Token));
        gate.Open();

        Assert.NotEqual(Samples.Id(Count), (await before).Hits[0].Id);
        Assert.Equal(Samples.Id(Count), (await after).Hits[0].Id);
    }

    [Fact]
    public async Task Question_AskedAfterAnAdd_JoinsThePassOfAnEarlierVersion()
    {
        var rows = Enumerable.Range(0, Count).Select(i => Samples.Vector(i, 8)).ToArray();
        var gate = new ScanGate();
        var added = new ScanQuestion(Samples.Vector(Count, 8), 1, null, Token);
        var hasJoined = false;
        var last = Samples.Payload("n") with { Fields = new FieldsThatAct(() => hasJoined |= added.Index is not null) };
        var writer = new RowIndexWriter(8, BlockRows);
        for (var i = 0; i < Count; i++)
        {
            writer.Add(Samples.Id(i), rows[i], i == 0 ? gate.Payload : last);
        }

        var index = writer.Publish();
        var queue = new ScanQueue(() => index);
        var before = queue.AskAsync(new ScanQuestion(Samples.Vector(Count, 8), 1, ScanGate.Filter, Token));
        await gate.Reached;
        writer.Add(Samples.Id(Count), Samples.Vector(Count, 8), Samples.Payload("new"));
        index = writer.Publish();
        var after = queue.AskAsync(added);
        gate.Open();

        Assert.NotEqual(Samples.Id(Count), (await before).Hits[0].Id);
        Assert.Equal(Samples.Id(Count), (await after).Hits[0].Id);
        Assert.True(hasJoined, "The second question was scanned after the first.");
    }

    /// <summary>Adds, changes and deletes, some of which remove a block; questions on several versions share passes.</summary>
    [Theory]
    [InlineData("random")]
    [InlineData("ties")]
    [InlineData("near duplicates")]
    [InlineData("outliers")]
    public async Task Questions_WhileRowsAreWritten_AreEachAnsweredFromOneVersion(string name)
    {
        const int Askers = 6;
        var (rows, query) = Datasets.Make(name, 3 * Count, 8);
        var written = new WrittenVersions(rows, BlockRows, Count);
        var queue = new ScanQueue(() => written.Current);
        var asking = Enumerable.Range(0, Askers).Select(asker => Task.Run(
            async () =>
            {
                var random = new Random(asker);
                foreach (var vector in Datasets.Questions(rows, query, 25, random))
                {
                    var question = new ScanQuestion(vector, 10, null, Token);
                    var found = ExactSearchTests.Found(await queue.AskAsync(question)).ToArray();
                    Assert.Equal(ExactSearchTests.Sorted(written.PointsOf(question.Index!), vector).Take(10), found);
                }
            },
            Token)).ToArray();
        var writing = new Random(rows.Length);
        while (!Task.WhenAll(asking).IsCompleted)
        {
            written.WriteSome(writing);
            await Task.Delay(1, Token);
        }

        await Task.WhenAll(asking);
    }

    [Fact]
    public async Task Filter_ThatFails_FailsItsQuestionOnly()
    {
        var rows = Enumerable.Range(0, Count).Select(i => Samples.Vector(i, 8)).ToArray();
        var index = Filled(rows, _ => Samples.Payload("n") with { Fields = new FieldsThatAct(() => throw new InvalidOperationException("broken")) });
        var queue = new ScanQueue(() => index);
        var filters = new Filter?[] { null, ScanGate.Filter, null };

        var answers = filters.Select((filter, i) => queue.AskAsync(new ScanQuestion(rows[i], 1, filter, Token))).ToArray();

        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => answers[1])).Message);
        Assert.Equal(Samples.Id(0), (await answers[0]).Hits[0].Id);
        Assert.Equal(Samples.Id(2), (await answers[2]).Hits[0].Id);
    }

    [Fact]
    public async Task Pass_LastCallerLeaves_Stops()
    {
        var rows = Enumerable.Range(0, 50 * BlockRows).Select(i => Samples.Vector(i, 8)).ToArray();
        var gate = new ScanGate();
        var taken = new CountedList<Segment>(Filled(rows, _ => gate.Payload).Segments);
        var index = new RowIndex(8, taken);
        using var leaving = new CancellationTokenSource();
        var queue = new ScanQueue(() => index);
        var answers = Enumerable.Range(0, 3)
            .Select(i => queue.AskAsync(new ScanQuestion(rows[i], 1, ScanGate.Filter, leaving.Token)))
            .ToArray();
        await gate.Reached;

        await leaving.CancelAsync();
        foreach (var answer in answers)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        }

        var reads = taken.Reads;
        gate.Open();
        Assert.Equal(Samples.Id(7), (await queue.AskAsync(new ScanQuestion(rows[7], 1, null, Token))).Hits[0].Id);
        Assert.Equal(reads + 50, taken.Reads);
    }

    private static Payload Grouped(int i) => Samples.Tagged("n", ("group", new FieldValue.Integer(i % Groups)));

    private static RowIndex Filled(float[][] rows, Func<int, Payload> payload)
    {
        var writer = new RowIndexWriter(rows[0].Length, BlockRows);
        for (var i = 0; i < rows.Length; i++)
        {
            writer.Add(Samples.Id(i), rows[i], payload(i));
        }

        return writer.Publish();
    }

    // A caller that leaves too late has its answer.
    private static async Task IfNotYet(Task answer)
    {
        await answer;
        throw new OperationCanceledException();
    }

    /// <summary>A question with an arbitrary k and filter, and the answer of sorting all scores.</summary>
    private sealed class Asked
    {
        private static readonly int[] Ks = [1, 3, 10, 65, Count + 5];

        private readonly float[] _question;
        private readonly int _k;
        private readonly int? _group;

        public Asked(ScanQueue queue, float[] question, Random random, CancellationToken cancellationToken = default)
        {
            _question = question;
            _k = Ks[random.Next(Ks.Length)];
            _group = random.Next(3) == 0 ? random.Next(Groups) : null;
            Filter? filter = _group is { } group ? new Filter.Equal("group", new FieldValue.Integer(group)) : null;
            Answer = queue.AskAsync(new ScanQuestion(question, _k, filter, cancellationToken));
        }

        public Task<ScanResult> Answer { get; }

        public IEnumerable<(Guid Id, float Score)> Expected(float[][] rows)
        {
            var passing = rows.Index().Where(row => _group is null || row.Index % Groups == _group);
            return ExactSearchTests.Sorted(passing.ToDictionary(row => Samples.Id(row.Index), row => row.Item), _question).Take(_k);
        }
    }
}

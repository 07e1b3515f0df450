using System.Text;
using Txt2Image.Evaluation.Metrics;
using Txt2Image.Evaluation.Runs;
using Txt2Image.Evaluation.Tests.Support;

namespace Txt2Image.Evaluation.Tests.Runs;

public sealed class RunFileTests
{
    [Fact]
    public async Task Run_WrittenAndRead_IsTheSame()
    {
        QueryResult[] queries =
        [
            Rankings.Query([0, 1, 2.5], notFound: [3], number: 0, text: "a \"red\" bicycle\n – <b> ünï 🚲"),
            Rankings.Query([], number: 1) with { Missing = ["gone.jpg"], Group = "words", QueryId = "q", Wanted = [new("a", "a.jpg"), new("b")] },
        ];

        var reader = await RunReader.OpenAsync(Stream(await WriteAsync(queries)), TestContext.Current.CancellationToken);
        var read = await ReadAsync(reader);

        Assert.Equivalent(Rankings.Header(1, 10), reader.Header, strict: true);
        Assert.Equivalent(queries, read, strict: true);
    }

    /// <summary>In small pieces, as a network would give it; with more queries than a buffer holds.</summary>
    [Fact]
    public async Task Run_ReadInSmallPieces_IsComplete()
    {
        var text = await WriteAsync([.. Enumerable.Range(0, 300).Select(i => Rankings.Query(new double[20], [1], i))]);

        var reader = await RunReader.OpenAsync(new Trickle(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);

        Assert.True(text.Length > 300_000);
        Assert.Equal(Enumerable.Range(0, 300), (await ReadAsync(reader)).Select(query => query.Number));
    }

    [Fact]
    public async Task Run_CutOffAnywhere_IsReported()
    {
        var text = (await WriteAsync([Rankings.Query([1, 0]), Rankings.Query([0], [1], 1)])).TrimEnd();

        for (var length = 0; length < text.Length; length++)
        {
            var fault = await Assert.ThrowsAsync<RunFormatException>(() => ReadAllAsync(text[..length]));
            Assert.Contains("cut off", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_NotCompleted_IsReported()
    {
        using var stream = new MemoryStream();
        await using (var writer = new RunWriter(stream, Rankings.Header(1)))
        {
            await writer.WriteAsync(Rankings.Query([1]), TestContext.Current.CancellationToken);
        }

        var fault = await Assert.ThrowsAsync<RunFormatException>(() => ReadAllAsync(Encoding.UTF8.GetString(stream.ToArray())));

        Assert.Contains("cut off", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"formatVersion\":1", "\"formatVersion\":2", "version 2")]
    [InlineData("txt2image-run", "other", "not a run")]
    [InlineData("\"ks\":[1,10]", "\"ks\":[0]", "K")]
    [InlineData("\"ks\":[1,10],", "", "damaged")]
    [InlineData("\"id\":\"id-1\"", "\"id\":\"id-0\"", "two hits have the id id-0")]
    [InlineData("\"id\":\"id-1\"", "\"id\":null", "damaged")]
    [InlineData("\"grade\":1", "\"grade\":-1", "grade")]
    [InlineData("\"ideal\":[1]", "\"ideal\":[0]", "above 0")]
    [InlineData("\"hits\":[", "\"hits\":5,\"x\":[", "damaged")]
    [InlineData("{\"number\"", "{{\"number\"", "damaged")]
    [InlineData("\"queries\"", "\"answers\"", "not a run")]
    public async Task Run_WithAFault_IsRefusedWithItsReason(string written, string changed, string expected)
    {
        var text = await WriteAsync([Rankings.Query([0, 1])]);
        Assert.Contains(written, text, StringComparison.Ordinal);

        var fault = await Assert.ThrowsAsync<RunFormatException>(() => ReadAllAsync(text.Replace(written, changed, StringComparison.Ordinal)));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("file,text")]
    [InlineData("{\"query\":\"a dog\"}")]
    public async Task File_ThatIsNoRun_IsRefused(string text)
    {
        var fault = await Assert.ThrowsAsync<RunFormatException>(() => ReadAllAsync(text));

        Assert.Contains("not a run", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_OfARun_HasMeansAndCounts()
    {
        var text = await WriteAsync([Rankings.Query([1, 0]), Rankings.Query([0, 1], null, 1), Rankings.Query([0], null, 2)]);

        using var document = System.Text.Json.JsonDocument.Parse(text);
        var summary = document.RootElement.GetProperty("summary");
        Assert.Equal(.5, summary.GetProperty("measures").GetProperty("R@1").GetProperty("mean").GetDouble());
        Assert.Equal(3, summary.GetProperty("counts").GetProperty("queries").GetInt32());
        Assert.Equal(2, summary.GetProperty("counts").GetProperty("evaluable").GetInt32());
    }

    [Fact]
    public async Task Summary_WithoutAQueryToEvaluate_HasNull()
    {
        using var document = System.Text.Json.JsonDocument.Parse(await WriteAsync([Rankings.Query([0])]));

        var measures = document.RootElement.GetProperty("summary").GetProperty("measures");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, measures.GetProperty("R@1").ValueKind);
    }

    private static async Task<string> WriteAsync(IReadOnlyList<QueryResult> queries)
    {
        using var stream = new MemoryStream();
        var summary = new RunSummary([1, 10]);
        await using (var writer = new RunWriter(stream, Rankings.Header(1, 10)))
        {
            foreach (var query in queries)
            {
                summary.Add(query);
                await writer.WriteAsync(query, TestContext.Current.CancellationToken);
            }

            await writer.CompleteAsync(summary.Figures(), TestContext.Current.CancellationToken);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task<List<QueryResult>> ReadAllAsync(string text) =>
        await ReadAsync(await RunReader.OpenAsync(Stream(text), TestContext.Current.CancellationToken));

    private static async Task<List<QueryResult>> ReadAsync(RunReader reader)
    {
        List<QueryResult> queries = [];
        await foreach (var query in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            queries.Add(query);
        }

        return queries;
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Gives at most 1,000 bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1000, buffer.Length)], cancellationToken);
    }
}

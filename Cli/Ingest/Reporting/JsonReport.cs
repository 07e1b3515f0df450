using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Ingest.Reporting;

/// <summary>For a script: one JSON object per line on stdout. Notes go to stderr.</summary>
internal sealed class JsonReport : IIngestReport
{
    private static readonly TimeSpan BetweenProgress = TimeSpan.FromSeconds(5);

    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly CliEnvironment _environment;
    private readonly IngestRequest _request;
    private readonly RunCounts _counts;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;
    private long? _total;

    public JsonReport(CliEnvironment environment, IngestRequest request, RunCounts counts)
    {
        (_environment, _request, _counts) = (environment, request, counts);
        _loop = WriteProgressAsync(_end.Token);
    }

    public void Start(IngestPlan? plan)
    {
        _total = plan?.Images;
        Write(new
        {
            Event = "start",
            _request.Collection,
            _request.Source,
            plan?.Images,
            plan?.Bytes,
            plan?.NewImages,
            plan?.NewBytes,
            DryRun = _request.IsDryRun,
        });
    }

    public void File(FileEvent file) =>
        Write(new { Event = "file", file.Status, file.Name, file.Path, file.Bytes, file.Code, file.Reason, file.Truncated });

    public void Note(string text) => _environment.Error.WriteLine(Printable.Of(text));

    public void End(RunSummary summary)
    {
        var counts = Counts();
        Write(new
        {
            Event = "summary",
            Finished = summary.IsFinished,
            counts.Added,
            counts.Replaced,
            counts.Updated,
            counts.Unchanged,
            counts.Failed,
            WouldSend = _request.IsDryRun ? _counts.WouldSend : (long?)null,
            _counts.Removed,
            Bytes = _counts.SentBytes,
            Others = summary.Others,
            LeftOut = summary.LeftOut.Counts,
            summary.Members.Captions,
            summary.Members.Fields,
            Seconds = Math.Round(summary.Elapsed.TotalSeconds, 3),
            summary.Failures,
            Tables = summary.Tables.Count == 0 ? null : summary.Tables.Select(table => new { table.Table, table.Rows, table.Columns }),
        });
    }

    public async Task SettleAsync()
    {
        await _end.CancelAsync();
        await _loop;
    }

    public async ValueTask DisposeAsync()
    {
        await SettleAsync();
        _end.Dispose();
    }

    private async Task WriteProgressAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(BetweenProgress, _environment.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var counts = Counts();
                var done = _counts.Tally.Done;
                Write(new
                {
                    Event = "progress",
                    Done = done,
                    Total = _total,
                    counts.Added,
                    counts.Replaced,
                    counts.Updated,
                    counts.Unchanged,
                    counts.Failed,
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private (long Added, long Replaced, long Updated, long Unchanged, long Failed) Counts() => (
        _counts.Tally.Of(ImageStatus.Added),
        _counts.Tally.Of(ImageStatus.Replaced),
        _counts.Tally.Of(ImageStatus.Updated),
        _counts.Tally.Of(ImageStatus.Unchanged),
        _counts.Tally.Failed);

    private void Write(object line)
    {
        lock (_gate)
        {
            _environment.Out.WriteLine(Printable.OfJson(JsonSerializer.Serialize(line, Compact)));
        }
    }
}

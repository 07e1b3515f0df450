using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Cli.Images;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Reporting;

/// <summary>
/// Reports on a folder that is followed, over many runs: a line for each file, or one for a batch of many; as JSON, an event for each file.
/// </summary>
internal sealed class WatchReport(CliEnvironment environment, IngestRequest request) : IIngestReport
{
    /// <summary>More files at once are one line.</summary>
    private const int MaxLines = 20;
    private const int MaxNotes = 1_000;

    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string?> _failed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _total = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _batch = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);
    private readonly long _started = environment.Time.GetTimestamp();
    private string? _trouble;
    private bool _isWatching;

    public void Start(IngestPlan? plan)
    {
    }

    public void File(FileEvent file)
    {
        lock (_gate)
        {
            if (file.Status == "failed")
            {
                Fail(file);
                return;
            }

            _failed.Remove(file.Name);
            if (file.Status == "unchanged")
            {
                return;
            }

            Count(_total, file.Status);
            Count(_batch, file.Status);
            if (request.WritesJson)
            {
                Write(new { Event = "file", file.Status, file.Name, file.Path, file.Bytes, file.Truncated });
            }
            else if (_lines.Count <= MaxLines)
            {
                _lines.Add($"{file.Status}: {file.Name}");
            }
        }
    }

    /// <summary>Says something that is said only once, however often the folder is walked.</summary>
    public void Note(string text)
    {
        lock (_gate)
        {
            if (_notes.Count < MaxNotes && _notes.Add(text))
            {
                Say(text);
            }
        }
    }

    public Task SettleAsync() => Task.CompletedTask;

    /// <summary>The end of one run: writes what it did.</summary>
    public void End(RunSummary summary)
    {
        lock (_gate)
        {
            var all = string.Join(", ", _batch.Select(pair => $"{Amount.Number(pair.Value)} {pair.Key}"));
            foreach (var line in _lines.Count > MaxLines ? [all] : _lines)
            {
                environment.Out.WriteLine(Printable.Of(line));
            }

            environment.Out.Flush();
            _batch.Clear();
            _lines.Clear();
        }
    }

    /// <summary>Says once that changes are followed now, or again after trouble.</summary>
    public void Watching(string path)
    {
        lock (_gate)
        {
            if (_isWatching && _trouble is null)
            {
                return;
            }

            var isAgain = _isWatching;
            (_isWatching, _trouble) = (true, null);
            if (request.WritesJson)
            {
                Write(new { Event = "watching", Path = path });
            }
            else
            {
                Say(isAgain ? $"watching {path} again" : $"watching {path}: Ctrl-C ends it");
            }
        }
    }

    /// <summary>Says once why nothing can be sent for now.</summary>
    public void Waiting(string reason)
    {
        lock (_gate)
        {
            if (_trouble is not null)
            {
                return;
            }

            _trouble = reason;
            if (request.WritesJson)
            {
                Write(new { Event = "waiting", Reason = reason });
            }
            else
            {
                Say($"waiting: {reason}");
            }
        }
    }

    /// <summary>The end of all: what happened since the start.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            var elapsed = environment.Time.GetElapsedTime(_started);
            var (added, replaced, updated, removed) = (Of("added"), Of("replaced"), Of("updated"), Of("removed"));
            if (request.WritesJson)
            {
                var seconds = Math.Round(elapsed.TotalSeconds, 3);
                Write(new { Event = "summary", added, replaced, updated, removed, Failed = _failed.Count, seconds });
                return;
            }

            environment.Out.WriteLine(
                $"{Amount.Number(added)} added, {Amount.Number(replaced)} replaced, {Amount.Number(updated)} updated, "
                + $"{Amount.Number(removed)} removed, {Amount.Number(_failed.Count)} failed; {ProgressText.Duration(elapsed)}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Count(SortedDictionary<string, long> counts, string status) => counts[status] = counts.GetValueOrDefault(status) + 1;

    private long Of(string status) => _total.GetValueOrDefault(status);

    /// <summary>A file that fails again for the same reason is not news.</summary>
    private void Fail(FileEvent file)
    {
        if (_failed.TryGetValue(file.Name, out var reason) && reason == file.Reason)
        {
            return;
        }

        _failed[file.Name] = file.Reason;
        if (request.WritesJson)
        {
            Write(new { Event = "file", file.Status, file.Name, file.Path, file.Code, file.Reason });
        }
        else
        {
            Say($"failed: {file.Name}: {file.Reason}");
        }
    }

    private void Say(string text) => environment.Error.WriteLine(Printable.Of(text));

    private void Write(object line)
    {
        environment.Out.WriteLine(Printable.OfJson(JsonSerializer.Serialize(line, Compact)));
        environment.Out.Flush();
    }
}

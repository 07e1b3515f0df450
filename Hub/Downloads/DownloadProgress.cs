using System.Globalization;

namespace Txt2Image.Hub.Downloads;

/// <summary>How far a download is. Thread-safe: one thread reports, another reads.</summary>
public sealed class DownloadProgress
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private string _file = "";
    private long _finished;
    private long _position;
    private long _came;

    internal DownloadProgress(long total, TimeProvider time)
    {
        Total = total;
        _time = time;
        _started = time.GetTimestamp();
    }

    /// <summary>The bytes to fetch in all.</summary>
    public long Total { get; }

    /// <summary>The bytes that are there, including those of an earlier run.</summary>
    public long Done
    {
        get
        {
            lock (_gate)
            {
                return _finished + _position;
            }
        }
    }

    /// <summary>"onnx/vision_model.onnx: 120 of 606 MB, 21.3 MB/s, 23 s left".</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            var done = _finished + _position;
            var seconds = _time.GetElapsedTime(_started).TotalSeconds;
            var rate = seconds > 0 ? _came / seconds : 0;
            var speed = rate > 0
                ? string.Create(CultureInfo.InvariantCulture, $", {rate / 1e6:0.0} MB/s, {Left(TimeSpan.FromSeconds((Total - done) / rate))} left")
                : "";
            return string.Create(CultureInfo.InvariantCulture, $"{_file}: {done / 1e6:0} of {Total / 1e6:0} MB{speed}");
        }
    }

    internal void Begin(string file)
    {
        lock (_gate)
        {
            _file = file;
        }
    }

    /// <summary>The current file has this many bytes.</summary>
    internal void MoveTo(long position)
    {
        lock (_gate)
        {
            _position = position;
        }
    }

    /// <summary>More bytes of the current file came.</summary>
    internal void Came(int count)
    {
        lock (_gate)
        {
            _position += count;
            _came += count;
        }
    }

    /// <summary>The current file is complete.</summary>
    internal void Finish(long size)
    {
        lock (_gate)
        {
            _finished += size;
            _position = 0;
        }
    }

    private static string Left(TimeSpan left) => left switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{left.TotalSeconds:0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{left.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{left.TotalHours:0.0} h"),
    };
}

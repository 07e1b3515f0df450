using System.Text.Encodings.Web;
using System.Text.Json;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Reporting;

/// <summary>
/// A file with one line of JSON per failed image: its path, its name in the collection, a code, the reason. It is created with the first failure; a
/// run without any deletes the file of an earlier one.
/// </summary>
internal sealed class FailureManifest(string? path) : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lock _gate = new();
    private StreamWriter? _writer;

    /// <summary>The file, if there are failures in it.</summary>
    public string? WrittenTo => _writer is null ? null : path;

    /// <summary>The names in a manifest, to try again.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static HashSet<string> ReadNames(string path)
    {
        try
        {
            var lines = File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line));
            var names = lines.Select(line => JsonSerializer.Deserialize<Failure>(line, Readable)).Select(failure => failure?.Name ?? failure?.Path);
            return names.Select(name => name ?? throw new JsonException("a line has neither 'name' nor 'path'")).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UsageException($"'{path}' cannot be read as a list of failures: {exception.Message}");
        }
    }

    /// <summary>Deletes the failures of an earlier run.</summary>
    public void Begin()
    {
        if (path is not null)
        {
            Guard(() => File.Delete(path));
        }
    }

    public void Add(string name, string place, string? code, string reason)
    {
        if (path is null)
        {
            return;
        }

        lock (_gate)
        {
            _writer ??= Guard(() => new StreamWriter(path) { AutoFlush = true, NewLine = "\n" });
            _writer.WriteLine(Printable.OfJson(JsonSerializer.Serialize(new Failure(place, name, code ?? "Refused", reason), Readable)));
        }
    }

    public void Dispose() => _writer?.Dispose();

    private void Guard(Action write) => Guard(() =>
    {
        write();
        return true;
    });

    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"failures cannot be listed in '{path}': {exception.Message}");
        }
    }

    private sealed record Failure(string Path, string? Name, string Code, string Reason);
}

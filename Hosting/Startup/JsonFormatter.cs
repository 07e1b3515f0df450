using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Txt2Image.Grains.Client;

namespace Txt2Image.Hosting.Startup;

/// <summary>
/// Writes a log entry as one line of JSON, for programs: <c>time</c> (UTC), <c>level</c>, <c>category</c>, <c>message</c>, the message's
/// <c>values</c> by name, and <c>exception</c>. Above Debug, no entry contains the text of a query.
/// </summary>
internal sealed class JsonFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "txt2image-json";
    private static readonly JsonWriterOptions Letters = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var showsQueries = logEntry.LogLevel <= LogLevel.Debug;
        string Shown(string text) => showsQueries ? text : QueryKey.Redact(text);

        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Letters))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime);
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", Shown(logEntry.Formatter(logEntry.State, logEntry.Exception)));
            if (logEntry.State is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 1 } values)
            {
                WriteValues(json, values, Shown);
            }

            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception", Shown(exception.ToString()));
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
    }

    /// <summary>The last of them is the message's template, which the message says already.</summary>
    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values, Func<string, string> shown)
    {
        json.WriteStartObject("values");
        foreach (var (name, value) in values.SkipLast(1))
        {
            switch (value)
            {
                case int number:
                    json.WriteNumber(name, number);
                    break;
                case long number:
                    json.WriteNumber(name, number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumber(name, number);
                    break;
                case null:
                    json.WriteNull(name);
                    break;
                default:
                    json.WriteString(name, shown(string.Create(CultureInfo.InvariantCulture, $"{value}")));
                    break;
            }
        }

        json.WriteEndObject();
    }
}

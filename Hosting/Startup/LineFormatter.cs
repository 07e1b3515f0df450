using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Txt2Image.Grains.Client;

namespace Txt2Image.Hosting.Startup;

/// <summary>
/// Writes a log entry as one readable line: the time, the level unless it is Information, and the message. Above Debug, no entry contains the text of
/// a query.
/// </summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        if (logEntry.LogLevel != LogLevel.Information)
        {
            textWriter.Write($"{logEntry.LogLevel}: {logEntry.Category}: ");
        }

        var showsQueries = logEntry.LogLevel <= LogLevel.Debug;
        var message = OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception));
        textWriter.WriteLine(showsQueries ? message : QueryKey.Redact(message));
        if (logEntry.Exception is not { } exception)
        {
            return;
        }

        foreach (var line in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
        {
            textWriter.WriteLine(showsQueries ? line : QueryKey.Redact(line));
        }
    }

    /// <summary>A message may contain client input; a line break in it must not look like another entry.</summary>
    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Txt2Image.Grains.Client;

namespace Txt2Image.Hosting.Startup;

/// <summary>
/// Writes a log entry as a line for a person: the time, the level if it is no plain information, and the message. Above Debug, no entry holds what was asked.
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

        var tellsAll = logEntry.LogLevel <= LogLevel.Debug;
        var message = OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception));
        textWriter.WriteLine(tellsAll ? message : QueryKey.Redact(message));
        if (logEntry.Exception is not { } exception)
        {
            return;
        }

        foreach (var line in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
        {
            textWriter.WriteLine(tellsAll ? line : QueryKey.Redact(line));
        }
    }

    /// <summary>What a client sent may stand in a message; a line break in it must not look like another entry.</summary>
    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}

using System.Globalization;
using Txt2Image.Cluster.Harness.Processes;

namespace Txt2Image.Cluster.Harness.Load;

/// <summary>Counts the log entries of one of our servers. An entry begins with the time; a stack trace belongs to its entry.</summary>
internal static class LogEntries
{
    private const string Time = "HH:mm:ss";

    public static int Count(SupervisedProcess server)
    {
        using var log = new StreamReader(new FileStream(server.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var count = 0;
        while (log.ReadLine() is { } line)
        {
            if (line.Length > Time.Length
                && TimeOnly.TryParseExact(line.AsSpan(0, Time.Length), Time, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                count++;
            }
        }

        return count;
    }
}

using System.Text;

namespace Txt2Image.Tests.Support.PowerLoss;

/// <summary>What a traced program writes to its standard output when it has promised that something is durable; the trace then shows when.</summary>
public static class Acknowledgement
{
    private const string Marker = "acknowledged: ";

    /// <summary>Writes one, with one call.</summary>
    public static void Write(string text)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes($"{Marker}{text}\n"));
    }

    /// <summary>The text of the one that a call has written; null if it has not.</summary>
    public static string? Of(SystemCall call) =>
        call.Name == "write" && call.Text(1) is { } text && text.StartsWith(Marker, StringComparison.Ordinal)
            ? text[Marker.Length..].TrimEnd('\n')
            : null;
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Txt2Image.Cli.Terminal;

/// <summary>The server's answer for other programs: every field as it came, indented, without escaped letters.</summary>
internal static class JsonText
{
    /// <summary>One line, without escaped letters.</summary>
    public static readonly JsonSerializerOptions Letters = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(TextWriter output, JsonElement json) => output.WriteLine(Printable.OfJson(JsonSerializer.Serialize(json, Readable)));
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Txt2Image.Cli.Terminal;

/// <summary>The server's answer for other programs: every field as it came, indented, letters left readable.</summary>
internal static class JsonText
{
    /// <summary>One line, letters left readable.</summary>
    public static readonly JsonSerializerOptions Letters = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(TextWriter output, string json) =>
        output.WriteLine(Printable.OfJson(JsonNode.Parse(json)!.ToJsonString(Readable)));
}

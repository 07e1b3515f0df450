using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating.Measuring;

/// <summary>The option <c>--json FILE</c> of a measurement.</summary>
internal sealed class JsonFile
{
    private const string StandardOutput = "-";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly Option<string?> _option = new("--json")
    {
        Description = "Also write everything as JSON to this file; - writes it to standard output instead of the table",
        HelpName = "FILE",
    };

    public Option Option => _option;

    /// <summary>Writes a result: the JSON to the file, and the table unless standard output has the JSON.</summary>
    /// <exception cref="RunFailedException">The file cannot be written.</exception>
    public async Task WriteAsync(ParseResult parsed, CliEnvironment environment, Func<JsonObject> json, Action table)
    {
        var file = parsed.GetValue(_option);
        if (file != StandardOutput)
        {
            table();
        }

        if (file is null)
        {
            return;
        }

        var text = Printable.OfJson(json().ToJsonString(Format));
        if (file == StandardOutput)
        {
            await environment.Out.WriteLineAsync(text);
            return;
        }

        using var part = PartFile.Create(environment.FullPath(file)!);
        await using (var writer = new StreamWriter(part.Stream, leaveOpen: true))
        {
            await writer.WriteLineAsync(text);
        }

        part.Complete();
    }
}

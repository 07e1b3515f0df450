using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Images.Commands;

/// <summary><c>images edit</c>.</summary>
internal static class EditImageCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var image = new ImageSelection(mayBeMany: false);
        var caption = new Option<string?>("--caption") { Description = "The new caption; empty to remove it", HelpName = "TEXT" };
        var set = new Option<string[]>("--set")
        {
            Description = "Set a field: a number, true, false, or else a text; may be repeated",
            HelpName = "FIELD=VALUE",
        };
        var unset = new Option<string[]>("--unset") { Description = "Remove a field; may be repeated", HelpName = "FIELD" };
        var command = new ExampleCommand(
            "edit",
            "Changes an image's caption and fields. What is not named stays as it is.",
            "txt2image images edit 0f8fad5b-d9cb-469f-a165-70867728950e -c holiday --caption \"Anna at the lake\"",
            "txt2image images edit 0f8fad5b-d9cb-469f-a165-70867728950e --set year=2026 --set place=Lugano --unset draft")
        {
            caption, set, unset,
        };
        image.AddTo(command);
        set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(static token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"--set takes FIELD=VALUE, not '{token.Value}'");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(caption) is null && result.GetResult(set) is null && result.GetResult(unset) is null)
            {
                result.AddError("give what to change: --caption TEXT, --set FIELD=VALUE or --unset FIELD");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var edit = new ImageEdit();
            if (parsed.GetValue(caption) is { } text)
            {
                edit.SetCaption(text.Length == 0 ? null : text);
            }

            foreach (var pair in parsed.GetValue(set) ?? [])
            {
                var at = pair.IndexOf('=', StringComparison.Ordinal);
                edit.SetField(pair[..at], ValueOf(pair[(at + 1)..]));
            }

            foreach (var field in parsed.GetValue(unset) ?? [])
            {
                edit.SetField(field, null);
            }

            var collection = await image.CollectionAsync(parsed, client, cancellationToken);
            var metadata = await client.EditImageAsync(collection, image.Ids(parsed)[0], edit, cancellationToken: cancellationToken);
            environment.Out.WriteLine(Printable.Of($"Changed {(metadata.Names is [var name, ..] ? name : metadata.Id.ToString())}."));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>A number or a boolean as JSON writes it; anything else is a text.</summary>
    private static JsonValue ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonValue value
                && value.GetValueKind() is (JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) ? value : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}

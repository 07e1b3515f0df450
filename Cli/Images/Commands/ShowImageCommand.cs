using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Images.Commands;

/// <summary><c>images show</c>.</summary>
internal static class ShowImageCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var image = new ImageSelection(mayBeMany: false);
        var json = new Option<bool>("--json") { Description = "Print the server's answer as JSON" };
        var open = new Option<bool>("--open") { Description = "Show the image in the browser" };
        var command = new ExampleCommand(
            "show",
            "Shows what is stored of an image: names, caption, fields, size and address.",
            "txt2image images show 0f8fad5b-d9cb-469f-a165-70867728950e -c holiday",
            "txt2image images show 0f8fad5b-d9cb-469f-a165-70867728950e --json | jq .fields")
        {
            json, open,
        };
        image.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var collection = await image.CollectionAsync(parsed, client, cancellationToken);
            var metadata = await client.GetMetadataAsync(collection, image.Ids(parsed)[0], cancellationToken);
            var address = ServerAddress.Absolute(client.Address, metadata.ImageUrl);
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, metadata.Json);
            }
            else
            {
                Write(environment, metadata, address);
            }

            if (parsed.GetValue(open) && !environment.Show(address))
            {
                environment.Error.WriteLine($"note: no browser could be started; the image is at {address.AbsoluteUri}");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(CliEnvironment environment, ImageMetadata metadata, Uri address)
    {
        var table = new TextTable(new TextColumn("") { IsQuiet = true }, "");
        table.Add("id", metadata.Id.ToString("D"));
        foreach (var name in metadata.Names)
        {
            table.Add("name", new TextCell(name, address));
        }

        table.Add("caption", metadata.Caption ?? "");
        foreach (var (name, value) in metadata.Fields ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            table.Add(name, value.ToString());
        }

        table.Add("size", string.Create(CultureInfo.InvariantCulture, $"{metadata.Width} x {metadata.Height}"));
        table.Add("type", metadata.MediaType ?? "");
        table.Add("bytes", TextCell.Bytes(metadata.Bytes));
        table.Add("address", address.AbsoluteUri);
        table.Write(environment);
    }
}

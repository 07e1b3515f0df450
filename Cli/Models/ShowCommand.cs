using System.CommandLine;
using System.Globalization;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Hub.Catalogue;
using Txt2Image.Hub.Installed;

namespace Txt2Image.Cli.Models;

/// <summary><c>models show</c>: what is known about one model.</summary>
internal static class ShowCommand
{
    public static Command Create(CliEnvironment environment, ModelsOptions options)
    {
        var model = ModelArgument.Create();
        var json = new Option<bool>("--json") { Description = "Print it as JSON" };
        var command = new ExampleCommand(
            "show", "Shows what is known about a model, and what is on this machine.", "txt2image models show clip-vit-base-patch32")
        {
            model, json,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(model)!;
            var known = ModelCatalogue.Find(name);
            var installed = known is null ? options.Installed(parsed, name) : options.Folder(parsed).Find(name);
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, ModelJson.Show(known, installed));
                return ExitCode.Success;
            }

            var lines = (known is null ? [] : Known(known)).Concat(installed is null ? [("here", "no")] : Installed(installed));
            foreach (var (title, value) in lines)
            {
                environment.Out.WriteLine(Printable.Of($"{title,-12} {value}"));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static IEnumerable<(string Title, string Value)> Known(CatalogueModel model)
    {
        yield return ("model", $"{model.Name}, {model.Family}, {model.Dimension} dimensions");
        yield return ("repository", model.Repository);
        yield return ("good for", model.GoodFor);
        yield return ("languages", model.Languages);
        yield return ("licence", $"{model.Licence.Name}{(model.Licence.ResearchOnly ? " (research only)" : "")}, {model.Licence.Url}");
        if (model.Megabytes.Count > 0)
        {
            yield return ("download", string.Join(", ", model.Megabytes.Select(static size => $"{size.Key} {size.Value} MB")));
        }

        foreach (var (data, recall) in new[] { ("Flickr30k", model.Flickr30k), ("COCO", model.Coco) })
        {
            if (recall is not null)
            {
                var ten = recall.RecallAt10 is { } value ? string.Create(CultureInfo.InvariantCulture, $", recall@10 {value:0.0} %") : "";
                var one = string.Create(CultureInfo.InvariantCulture, $"recall@1 {recall.RecallAt1:0.0} %");
                yield return (data, $"{one}{ten} (published by {recall.Source})");
            }
        }
    }

    private static IEnumerable<(string Title, string Value)> Installed(InstalledModel model)
    {
        var manifest = model.Manifest;
        var variants = manifest.Variants.Count > 0 ? $" ({string.Join(", ", manifest.Variants)})" : "";
        yield return ("here", $"{model.Folder}{variants}, {Amount.Of(manifest.Files.Count, "file")}, {Amount.Bytes(manifest.Bytes)}");
        yield return ("from", manifest.Origin + (manifest.Commit.Length > 0 ? $" at {manifest.Commit}" : ""));
        yield return ("pulled", manifest.Pulled.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture));
    }
}

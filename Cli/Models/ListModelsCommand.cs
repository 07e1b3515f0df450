using System.CommandLine;
using System.Globalization;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Hub.Catalogue;
using Txt2Image.Hub.Installed;

namespace Txt2Image.Cli.Models;

/// <summary><c>models list</c>, and <c>models</c> without a subcommand.</summary>
internal static class ListModelsCommand
{
    public static ExampleCommand Create(string name, CliEnvironment environment, ModelsOptions options)
    {
        var json = new Option<bool>("--json") { Description = "Print the list as JSON" };
        var command = new ExampleCommand(
            name,
            "Lists the models that are known by name, and those on this machine.",
            "txt2image models list",
            "txt2image models pull clip-vit-base-patch32",
            "txt2image models list --json | jq -r '.models[] | select(.installed) | .name'")
        {
            json,
        };
        command.Notes = ModelsCommand.Notes;
        command.SetAction(parsed =>
        {
            var folder = options.Folder(parsed);
            var there = folder.All();
            if (parsed.GetValue(json))
            {
                JsonText.Write(environment.Out, ModelJson.List(folder, there));
            }
            else
            {
                WriteTable(environment, there);
                WriteAdvice(environment, folder, there);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteTable(CliEnvironment environment, IReadOnlyList<InstalledModel> there)
    {
        var table = new TextTable("model", "here", "size", "dim", "recall@1", "languages", "licence", "good for");
        foreach (var model in ModelCatalogue.All)
        {
            var installed = there.FirstOrDefault(one => one.Manifest.Name == model.Name);
            table.Add(
                model.Name, Here(installed), installed is null ? model.ShownSize : TextCell.Bytes(installed.Manifest.Bytes),
                model.Dimension.ToString(CultureInfo.InvariantCulture), Recall(model), model.Languages,
                model.Licence.Name + (model.Licence.ResearchOnly ? " (research only)" : ""), model.GoodFor);
        }

        foreach (var other in there.Where(static one => ModelCatalogue.Find(one.Manifest.Name) is null))
        {
            table.Add(
                other.Manifest.Name, Here(other), TextCell.Bytes(other.Manifest.Bytes), "", "", "", other.Manifest.Licence ?? "",
                $"from {other.Manifest.Origin}");
        }

        table.Write(environment);
    }

    private static void WriteAdvice(CliEnvironment environment, ModelsFolder folder, IReadOnlyList<InstalledModel> there)
    {
        environment.Error.WriteLine();
        environment.Error.WriteLine("recall@1: how often the right image comes first, in percent, on Flickr30k (or COCO, marked *), as published.");
        environment.Error.WriteLine(Printable.Of(there.Count == 0
            ? "None is on this machine. Get one with: txt2image models pull clip-vit-base-patch32"
            : $"Those that are here are in {folder.Path}. Use one with: --Txt2Image:Model=NAME"));
    }

    private static string Here(InstalledModel? model) =>
        model is null ? "" : model.Manifest.Variants.Count == 0 ? "yes" : string.Join(", ", model.Manifest.Variants);

    private static string Recall(CatalogueModel model) => (model.Flickr30k, model.Coco) switch
    {
        ({ } recall, _) => recall.RecallAt1.ToString("0.0", CultureInfo.InvariantCulture),
        (_, { } recall) => recall.RecallAt1.ToString("0.0", CultureInfo.InvariantCulture) + "*",
        _ => "",
    };
}

using System.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Hub;
using Txt2Image.Hub.Installed;

namespace Txt2Image.Cli.Models;

/// <summary>Where models are kept, and where they come from.</summary>
internal sealed class ModelsOptions(CliEnvironment environment)
{
    private readonly Option<string?> _models = new("--models")
    {
        Description = $"The folder of models (default: ${ModelsFolder.Variable}, then {ModelsFolder.Default})",
        HelpName = "FOLDER",
    };

    public Option Models => _models;

    public ModelsFolder Folder(ParseResult parsed)
    {
        var set = parsed.GetValue(_models) ?? (environment.Variable(ModelsFolder.Variable) is { Length: > 0 } value ? value : null);
        return new(environment.FullPath(set) ?? ModelsFolder.Default);
    }

    public HubSettings Hub() => HubSettings.FromEnvironment(environment.Variable) with { Time = environment.Time };

    /// <summary>A model that is there.</summary>
    /// <exception cref="UsageException">It is not; the message says how to get it.</exception>
    public InstalledModel Installed(ParseResult parsed, string name)
    {
        var folder = Folder(parsed);
        if (folder.Find(name) is { } model)
        {
            return model;
        }

        var there = string.Join(", ", folder.All().Select(static one => one.Manifest.Name));
        throw new UsageException(
            folder.IsUnfinished(name) ? $"the download of '{name}' is not finished. Go on with: txt2image models pull {name}"
            : there.Length > 0 ? $"there is no model '{name}' in {folder.Path}, only {there}"
            : $"there is no model in {folder.Path}. Get one with: txt2image models pull NAME");
    }
}

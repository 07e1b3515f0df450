using Txt2Image.Clip;
using Txt2Image.Clip.Models;
using Txt2Image.Hub.Catalogue;
using Txt2Image.Hub.Installed;
using Txt2Image.Storage;

namespace Txt2Image.Hosting.Models;

/// <summary>
/// Finds the folder of each configured model: one that exists, or that of a model that was pulled. With <c>Pull</c>, a missing model is downloaded.
/// </summary>
internal sealed class ModelFolders(Txt2ImageOptions options, TextWriter output)
{
    private readonly ModelsFolder _models = new(
        options.ModelsDirectory.Length > 0 ? Path.GetFullPath(HomeFolder.Expand(options.ModelsDirectory)) : ModelsFolder.Default);

    /// <exception cref="ModelException">The model is not on this machine. The message says how to get it.</exception>
    /// <exception cref="Hub.HubException">It cannot be downloaded.</exception>
    public string Of(ModelOptions wanted)
    {
        wanted = wanted with { Folder = HomeFolder.Expand(wanted.Folder) };
        var folder = Folders.Shipped(wanted.Folder);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var installed = _models.Find(wanted.Folder);
        if (installed is not null && Has(installed, wanted.Variant))
        {
            return installed.Folder;
        }

        if (!IsName(wanted.Folder))
        {
            return folder;
        }

        return options.Pull
            ? new ModelDownload(_models, options.AcceptLicenses, output).Run(wanted)
            : throw Missing(wanted, installed);
    }

    private static bool Has(InstalledModel model, ModelVariant variant) => variant == ModelVariant.Auto
        || model.Manifest.Variants.Count == 0
        || model.Manifest.Variants.Contains(variant.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>A name of the catalogue, or <c>organisation/name</c>. The default is a folder.</summary>
    private static bool IsName(string text) => ModelCatalogue.Find(text) is not null
        || (text != new ModelOptions().Folder
            && !Path.IsPathRooted(text)
            && text.Split('/') is [{ Length: > 0 } organisation, { Length: > 0 }]
            && organisation[0] != '.');

    private ModelException Missing(ModelOptions wanted, InstalledModel? installed)
    {
        var known = ModelCatalogue.Find(wanted.Folder);
        var size = wanted.Variant is ModelVariant.Auto or ModelVariant.Fp32 && known?.ShownSize is { Length: > 0 } shown ? $" ({shown})" : "";
        var variant = wanted.Variant == ModelVariant.Auto ? "" : $" --variant {wanted.Variant.ToString().ToLowerInvariant()}";
        var state = installed is not null ? $"is in {_models.Path} without that variant"
            : _models.IsUnfinished(wanted.Folder) ? $"is not complete in {_models.Path}"
            : $"is neither a folder nor in {_models.Path}";
        return new(
            $"The model '{wanted.Folder}' {state}. Get it with: ./txt2image models pull {known?.Name ?? wanted.Folder}{variant}{size}, " +
            "or start the server with --pull.");
    }
}

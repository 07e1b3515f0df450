using System.Text.Json;
using Txt2Image.Hub.Catalogue;
using Txt2Image.Hub.Installed;

namespace Txt2Image.Cli.Models;

/// <summary>Models as JSON, for other programs.</summary>
internal static class ModelJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static JsonElement List(ModelsFolder folder, IReadOnlyList<InstalledModel> there) => Element(new
    {
        folder = folder.Path,
        models = ModelCatalogue.All.Select(known => One(known, there.FirstOrDefault(one => one.Manifest.Name == known.Name)))
            .Concat(there.Where(static one => ModelCatalogue.Find(one.Manifest.Name) is null).Select(static one => One(null, one))),
    });

    public static JsonElement Show(CatalogueModel? known, InstalledModel? installed) => Element(One(known, installed));

    private static object One(CatalogueModel? known, InstalledModel? installed) => new
    {
        name = known?.Name ?? installed!.Manifest.Name,
        installed = installed is not null,
        folder = installed?.Folder,
        manifest = installed?.Manifest,
        catalogue = known,
    };

    private static JsonElement Element(object value) => JsonSerializer.SerializeToElement(value, Json);
}

using System.Text.Json;

namespace Txt2Image.Hub.Catalogue;

/// <summary>The models that are known by name. Their facts are in <c>catalogue.json</c>.</summary>
public static class ModelCatalogue
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>All of them, the recommended first.</summary>
    public static IReadOnlyList<CatalogueModel> All { get; } = Read();

    /// <summary>The model of a name or of a repository; null if it is not known.</summary>
    public static CatalogueModel? Find(string nameOrRepository) => All.FirstOrDefault(model =>
        model.Name.Equals(nameOrRepository, StringComparison.OrdinalIgnoreCase)
        || model.Repository.Equals(nameOrRepository, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name under which a model is kept: that of the catalogue, or <c>organisation--name</c> for another repository.</summary>
    /// <param name="nameOrRepository">A name, or <c>organisation/name</c>.</param>
    public static string NameOf(string nameOrRepository)
    {
        ArgumentNullException.ThrowIfNull(nameOrRepository);
        return Find(nameOrRepository)?.Name ?? nameOrRepository.Replace("/", "--", StringComparison.Ordinal);
    }

    private static IReadOnlyList<CatalogueModel> Read()
    {
        using var stream = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return JsonSerializer.Deserialize<Content>(stream, Json)!.Models;
    }

    private sealed record Content(IReadOnlyList<CatalogueModel> Models);
}

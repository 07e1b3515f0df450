using System.Text.RegularExpressions;
using Txt2Image.Hub.Catalogue;
using Txt2Image.Storage;

namespace Txt2Image.Hub.Pulling;

/// <summary>What a person wants to pull: a model of the catalogue, a repository, or a folder.</summary>
/// <param name="Name">The name that it gets.</param>
/// <param name="Repository">The repository; null for a folder.</param>
/// <param name="Revision">The branch, tag or commit of the repository.</param>
/// <param name="Folder">The folder; null for a repository.</param>
/// <param name="Known">What the catalogue says about it; null if nothing.</param>
public sealed partial record ModelReference(string Name, string? Repository, string Revision, string? Folder, CatalogueModel? Known)
{
    private const string Main = "main";

    /// <summary>Whether the folder has weights of which graphs are made, whatever else it has.</summary>
    public bool Converts { get; private init; }

    /// <summary>The folder with the vision tower's weights, if it is another one.</summary>
    public string? VisionFolder { get; private init; }

    /// <summary>Where it comes from, for messages.</summary>
    public string Origin => Repository ?? Folder!;

    /// <summary>
    /// Reads a name of the catalogue, <c>organisation/name</c>, either with <c>@revision</c>, the address of a repository's page, or the path of a
    /// folder.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="workingDirectory">What a relative path is relative to.</param>
    /// <exception cref="HubException">It is none of these.</exception>
    public static ModelReference Parse(string text, string? workingDirectory = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (name, revision) = text.Split('@', 2) is [var before, { Length: > 0 } after] ? (before, after) : (text, null);
        if (ModelCatalogue.Find(name) is { } known)
        {
            return new(known.Name, known.Repository, revision ?? known.Revision, null, known);
        }

        var folder = Path.GetFullPath(HomeFolder.Expand(text), workingDirectory ?? Environment.CurrentDirectory);
        if (Directory.Exists(folder))
        {
            return new(FolderName(folder), null, Main, folder, null);
        }

        if (WithoutHost(name) is { } repository)
        {
            return ModelCatalogue.Find(repository) is { } listed
                ? new(listed.Name, listed.Repository, revision ?? listed.Revision, null, listed)
                : new(ModelCatalogue.NameOf(repository), repository, revision ?? Main, null, null);
        }

        throw new HubException(
            $"'{text}' is neither a model of the catalogue, nor a repository such as Xenova/clip-vit-base-patch32, nor a folder. " +
            "The catalogue: txt2image models list");
    }

    /// <summary>A checkpoint in a folder, of which graphs are made.</summary>
    /// <param name="folder">The folder of the checkpoint, or of its text tower.</param>
    /// <param name="visionFolder">The folder of its vision tower, if that is another one.</param>
    /// <param name="name">The model's name; the folder's if null.</param>
    /// <exception cref="HubException">The folder does not exist, or the name cannot be one.</exception>
    public static ModelReference OfCheckpoint(string folder, string? visionFolder, string? name)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (new[] { folder, visionFolder }.FirstOrDefault(static one => one is not null && !Directory.Exists(one)) is { } missing)
        {
            throw new HubException($"{missing}: the folder does not exist.");
        }

        name ??= FolderName(folder);
        return !ModelName().IsMatch(name)
            ? throw new HubException($"'{name}' cannot be a model's name: letters, digits, '.', '_' and '-' can. Choose another with --name.")
            : ModelCatalogue.Find(name) is not null
            ? throw new HubException($"'{name}' is a name of the catalogue. Choose another with --name.")
            : new(name, null, Main, folder, null) { Converts = true, VisionFolder = visionFolder };
    }

    private static string FolderName(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        return name.Length > 0 ? name.TrimStart('.') : throw new HubException($"{folder} is a root, not a model's folder.");
    }

    private static string? WithoutHost(string text)
    {
        var path = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? string.Join('/', address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Take(2))
            : text;
        return RepositoryName().IsMatch(path) ? path : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ModelName();
}

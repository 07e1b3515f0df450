using Txt2Image.Hub.Catalogue;
using Txt2Image.Storage;

namespace Txt2Image.Hub.Installed;

/// <summary>The folder of pulled models. Each is a folder of its own, which has a manifest when it is complete.</summary>
/// <param name="Path">Its path.</param>
public sealed record ModelsFolder(string Path)
{
    /// <summary>The environment variable that names the folder, for the server and the command line.</summary>
    public const string Variable = "TXT2IMAGE__MODELSDIRECTORY";

    /// <summary><c>txt2image/models</c> in the user's data folder.</summary>
    public static string Default => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "txt2image",
        "models");

    /// <summary>The complete models, by name.</summary>
    public IReadOnlyList<InstalledModel> All() => !Directory.Exists(Path)
        ? []
        : [
            .. from folder in Directory.EnumerateDirectories(Path).Order(StringComparer.Ordinal)
               where System.IO.Path.GetFileName(folder)[0] != '.'
               let manifest = ModelManifest.Read(folder)
               where manifest is not null
               select new InstalledModel(folder, manifest),
        ];

    /// <summary>A complete model by its name, or by its repository; null if it is not there.</summary>
    public InstalledModel? Find(string nameOrRepository)
    {
        var name = ModelCatalogue.NameOf(nameOrRepository);
        return IsName(name) && ModelManifest.Read(FolderOf(name)) is { } manifest ? new(FolderOf(name), manifest) : null;
    }

    /// <summary>Whether a download of this name was begun and not finished.</summary>
    public bool IsUnfinished(string nameOrRepository)
    {
        var name = ModelCatalogue.NameOf(nameOrRepository);
        return IsName(name) && Directory.Exists(Staging(name));
    }

    /// <summary>Deletes a model, and what a download of it has left.</summary>
    /// <exception cref="HubException">It is being pulled, or cannot be deleted.</exception>
    public void Remove(string name)
    {
        using var held = Lock(name);
        try
        {
            var removed = Staging(name) + ".removed";
            if (Directory.Exists(FolderOf(name)))
            {
                // One step: a half-deleted model must not look like a complete one.
                Directory.Move(FolderOf(name), removed);
            }

            foreach (var left in new[] { removed, Staging(name), QuantizedStaging(name) }.Where(Directory.Exists))
            {
                Directory.Delete(left, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubException(
                $"{FolderOf(name)} cannot be deleted ({exception.Message.TrimEnd('.')}). Stop the server if it uses the model.", exception);
        }
    }

    internal string FolderOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Where a model is until it is complete.</summary>
    internal string Staging(string name) => System.IO.Path.Combine(Path, $".{name}.partial");

    /// <summary>Where a model's 8-bit graphs are until they are complete.</summary>
    internal string QuantizedStaging(string name) => Staging(name) + ".int8";

    /// <summary>Keeps other processes from pulling or removing the same model.</summary>
    /// <exception cref="HubException">Another process does.</exception>
    internal IDisposable Lock(string name)
    {
        try
        {
            Durable.CreateFolder(System.IO.Path.GetFullPath(Path));
            return new FileStream(System.IO.Path.Combine(Path, $".{name}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubException(
                $"{FolderOf(name)} cannot be written, or another process is pulling this model ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    /// <exception cref="HubException">The disk has not as many bytes free.</exception>
    internal void RequireSpace(string name, long bytes)
    {
        const long Reserve = 100_000_000;
        var free = new DriveInfo(System.IO.Path.GetFullPath(Path)).AvailableFreeSpace;
        if (bytes + Reserve > free)
        {
            throw new HubException(
                $"{Path} has {free / 1_000_000:N0} MB free, but {name} needs {(bytes + Reserve) / 1_000_000:N0} MB. " +
                $"Free some space, or choose another folder with --models or {Variable}.");
        }
    }

    /// <summary>Moves the files of a staging folder into the model's, and then writes its manifest.</summary>
    /// <exception cref="HubException">The folder cannot be written.</exception>
    internal void Place(string staging, ModelManifest manifest)
    {
        var folder = FolderOf(manifest.Name);
        try
        {
            if (!Directory.Exists(folder))
            {
                manifest.Write(staging);
                Directory.Move(staging, folder);
                Durable.SyncFolder(System.IO.Path.GetFullPath(Path));
                return;
            }

            foreach (var file in Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories))
            {
                var target = System.IO.Path.Combine(folder, System.IO.Path.GetRelativePath(staging, file));
                Durable.CreateFolder(System.IO.Path.GetDirectoryName(target)!);
                File.Move(file, target, overwrite: true);
            }

            manifest.Write(folder);
            Durable.SyncFolder(folder);
            Directory.Delete(staging, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{folder} cannot be written ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    private static bool IsName(string name) => name.Length > 0 && name[0] != '.' && name == System.IO.Path.GetFileName(name);
}

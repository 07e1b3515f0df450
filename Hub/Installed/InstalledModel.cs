using Txt2Image.Hub.Downloads;

namespace Txt2Image.Hub.Installed;

/// <summary>A model in the folder of models.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Manifest">What was pulled.</param>
public sealed record InstalledModel(string Folder, ModelManifest Manifest)
{
    /// <summary>Compares each file with its checksum.</summary>
    /// <param name="checking">Called with the path of each file before it is read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The faults by path: "missing" or "damaged".</returns>
    public async Task<IReadOnlyDictionary<string, string>> VerifyAsync(Action<string>? checking, CancellationToken cancellationToken)
    {
        Dictionary<string, string> faults = new(StringComparer.Ordinal);
        foreach (var file in Manifest.Files)
        {
            checking?.Invoke(file.Path);
            var path = Path.Combine(Folder, file.Path);
            if (!File.Exists(path))
            {
                faults[file.Path] = "missing";
            }
            else if (new FileInfo(path).Length != file.Size || await FileHash.Sha256Async(path, cancellationToken) != file.Sha256)
            {
                faults[file.Path] = "damaged";
            }
        }

        return faults;
    }
}

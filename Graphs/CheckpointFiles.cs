using Txt2Image.Graphs.Converting;

namespace Txt2Image.Graphs;

/// <summary>Which files of a repository a conversion needs.</summary>
public static class CheckpointFiles
{
    /// <summary>Chooses them by their names, those with weights last.</summary>
    /// <param name="paths">The repository's files.</param>
    /// <returns>The files; null if there is no checkpoint that could be converted.</returns>
    public static IReadOnlyList<string>? Choose(IReadOnlyCollection<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        bool Has(string path) => paths.Contains(path, StringComparer.Ordinal);
        IEnumerable<string> weights =
            OpenClipModel.IsChosen(Has) ? WeightFiles.OpenClipNames.Where(Has).Take(1)
            : Has(TransformersModel.ConfigName) ? WeightFiles.TransformersNames.Where(Has).Take(1)
            : [];
        List<string> chosen = [.. weights];
        if (chosen is [WeightFiles.Index])
        {
            chosen.AddRange(paths.Where(WeightFiles.IsShard).Order(StringComparer.Ordinal));
        }

        string[] descriptions = [OpenClipModel.ConfigName, TransformersModel.ConfigName, TransformersModel.Images, .. TokenizerFiles.Names];
        return chosen.Count == 0 ? null : [.. descriptions.Where(Has), .. chosen];
    }

    /// <summary>Whether a file has weights.</summary>
    public static bool HasWeights(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".safetensors", StringComparison.Ordinal);
    }
}

using System.Text.RegularExpressions;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>A model with real weights, in the folder that the environment names, and photographs to search.</summary>
internal static partial class RealModel
{
    private const string Variable = "TXT2IMAGE_REAL_MODEL";
    private const string Photos = "TXT2IMAGE_REAL_PHOTOS";

    public static ClipModel Load()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Skip.When(string.IsNullOrEmpty(folder), $"{Variable} names no folder with a model: real weights are not tested.");
        return ClipModel.Load(folder);
    }

    /// <summary>
    /// The photographs and their captions: the columns <c>file,caption</c> of <c>captions.csv</c> in their folder, or else the words of their names.
    /// </summary>
    public static IReadOnlyList<(string File, string Caption)> Captions(int most)
    {
        var folder = Environment.GetEnvironmentVariable(Photos);
        Skip.When(string.IsNullOrEmpty(folder), $"{Photos} names no folder with photographs: retrieval is not measured.");
        var list = Path.Combine(folder, "captions.csv");
        var captions = File.Exists(list)
            ? File.ReadLines(list).Skip(1).Select(static line => line.Split(',')).Select(static row => (File: row[0], Caption: row[1]))
            : Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
                .Select(static path => (File: Path.GetFileName(path), Caption: Words(path)));
        return [.. captions.Take(most).Select(row => (Path.Combine(folder, row.File), row.Caption))];
    }

    private static string Words(string path) => NotWords().Replace(Path.GetFileNameWithoutExtension(path), " ").Trim();

    [GeneratedRegex("[-_0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotWords();
}

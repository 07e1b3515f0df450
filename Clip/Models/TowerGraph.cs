namespace Txt2Image.Clip.Models;

/// <summary>A tower's graph.</summary>
/// <param name="Path">Its ONNX file.</param>
/// <param name="Part">The output to which a graph of both towers is cut; null if the file has this tower alone.</param>
internal sealed record TowerGraph(string Path, string? Part = null)
{
    /// <summary>The file and, for large models, the file beside it that contains the weights.</summary>
    public IEnumerable<string> Files => new[] { Path, Path + "_data", Path + ".data" }.Where(File.Exists);
}

using System.Text.RegularExpressions;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference.Triton;

/// <summary>The names under which a model's towers are in a Triton repository.</summary>
internal static partial class TritonNames
{
    /// <param name="model">The model.</param>
    /// <param name="tower"><c>text</c> or <c>image</c>.</param>
    public static string Of(ClipModel model, string tower) => $"{Others().Replace(model.Id.ToLowerInvariant(), "-")}_{tower}";

    [GeneratedRegex("[^a-z0-9.-]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Others();
}

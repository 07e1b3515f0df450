namespace Txt2Image.Clip.Models;

/// <summary>Reads the mean and the standard deviation of the three channels.</summary>
internal static class ChannelStatistics
{
    public static NormalizationSpec Read(ModelJson json, string meanKey, string stdKey, double rescale)
    {
        var mean = json.Numbers(meanKey, 3) ?? throw new ModelException($"{json.Path}: {meanKey} is missing.");
        var std = json.Numbers(stdKey, 3) ?? throw new ModelException($"{json.Path}: {stdKey} is missing.");
        return std.All(static value => value > 0)
            ? new([.. mean], [.. std], rescale)
            : throw new ModelException($"{json.Path}: {stdKey} contains a value that is not positive.");
    }
}

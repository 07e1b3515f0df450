namespace Txt2Image.Cli.Ingesting.Sources;

/// <summary>What a source tells beside its images, while they are asked for.</summary>
internal sealed class SourceLog
{
    /// <summary>Told of each image that cannot be had: its name, its path, a code, the reason.</summary>
    public Action<string, string, string, string>? Failed { get; init; }

    /// <summary>Told of each image that is there but was not asked for.</summary>
    public Action<string>? Excluded { get; init; }

    /// <summary>Files that are no images by their endings.</summary>
    public long Others { get; set; }

    /// <summary>Links that were not followed, for they lead where the walk has been.</summary>
    public long Circles { get; set; }

    /// <summary>Whether a part of the source could not be looked at: what it did not show may be there all the same.</summary>
    public bool IsIncomplete { get; set; }
}

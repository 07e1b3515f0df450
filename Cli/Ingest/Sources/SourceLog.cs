using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>What a source reports besides its images, while they are read.</summary>
internal sealed class SourceLog
{
    /// <summary>Called with each image that cannot be read: its name, its path, a code, the reason.</summary>
    public Action<string, string, string, string>? Failed { get; init; }

    /// <summary>Called with each image that is there but not wanted.</summary>
    public Action<string>? Excluded { get; init; }

    /// <summary>Called with each file that is not an image by its extension: its name, its path, and whether the user's patterns take it.</summary>
    public Action<string, string, bool>? Other { get; init; }

    /// <summary>How text files beside images are decoded.</summary>
    public TextDecoding Texts { get; init; } = new();

    /// <summary>What the columns of tables became that contain the images themselves.</summary>
    public IList<ColumnUses> Tables { get; } = [];

    /// <summary>Whether a part of the source is known as a whole, so that it need not be read.</summary>
    public Func<SourcePart, bool> Skips { get; init; } = _ => false;

    /// <summary>Called when a part of the source has been read to its end.</summary>
    public Action<SourcePart> Finished { get; init; } = _ => { };

    /// <summary>Files that are not images by their extensions.</summary>
    public long Others { get; set; }

    /// <summary>Folders and files of other programs that were left out.</summary>
    public LeftOut LeftOut { get; init; } = new();

    /// <summary>Archives among them.</summary>
    public long Archives { get; set; }

    /// <summary>What the files beside images became.</summary>
    public MemberTally Members { get; init; } = new();

    /// <summary>Links that were not followed, since the walk has already been in their targets.</summary>
    public long Circles { get; set; }

    /// <summary>Whether a part of the source could not be read: what it did not show may be there all the same.</summary>
    public bool IsIncomplete { get; set; }
}

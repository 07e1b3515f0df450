namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>Where images come from: a folder, a list of files, an archive.</summary>
internal interface ISource
{
    /// <summary>What identifies this source in later runs.</summary>
    string Identity { get; }

    /// <summary>Whether a first pass over it, to count, is cheap.</summary>
    bool IsCountable { get; }

    /// <summary>Whether an image that it does not show is gone, so that its name may be removed.</summary>
    bool IsWhole { get; }

    /// <summary>Its images, found one by one on demand, so that a source of any size takes little memory.</summary>
    IEnumerable<ImageFile> Images(SourceLog log);

    /// <summary>Whether something is still there under a name that the source did not show.</summary>
    bool StillHolds(string name);
}

using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Following;

/// <summary>A source without the files that were changed a moment ago, which may still grow.</summary>
/// <param name="inner">The source.</param>
/// <param name="time">The clock that file times are compared with; a file of the future is not taken for a growing one.</param>
/// <param name="growing">Called with the path of each file that is left out.</param>
internal sealed class CalmSource(ISource inner, TimeProvider time, Action<string> growing) : ISource
{
    public string Identity => inner.Identity;

    public bool IsCountable => inner.IsCountable;

    public bool IsWhole => inner.IsWhole;

    public bool StillHolds(string name) => inner.StillHolds(name);

    public IEnumerable<ImageFile> Images(SourceLog log)
    {
        foreach (var image in inner.Images(log))
        {
            var age = time.GetUtcNow().Ticks - image.Modified;
            if (image is DiskFile && age >= 0 && age < Settling.Moment.Ticks)
            {
                log.Excluded?.Invoke(image.Name);
                growing(image.Path);
            }
            else
            {
                yield return image;
            }
        }
    }
}

using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Images;

/// <summary>Counts images by outcome. Several uploads count at once.</summary>
internal sealed class Tally
{
    /// <summary>The outcomes in the order in which they are shown.</summary>
    public static readonly ImageStatus[] Kinds =
        [ImageStatus.Added, ImageStatus.Replaced, ImageStatus.Updated, ImageStatus.Unchanged, ImageStatus.Failed];

    private readonly long[] _counts = new long[Enum.GetValues<ImageStatus>().Length];

    public long Done => Kinds.Sum(Of);

    public long Failed => Of(ImageStatus.Failed);

    public void Add(ImageStatus status) => Interlocked.Increment(ref _counts[(int)status]);

    /// <summary>"5 images: 1 added, 0 updated, 4 unchanged, 0 failed". Replaced images are rare, and are named only if there are some.</summary>
    public override string ToString()
    {
        var shown = Kinds.Where(kind => kind != ImageStatus.Replaced || Of(kind) > 0);
        var parts = shown.Select(k => $"{Amount.Number(Of(k))} {k.ToString().ToLowerInvariant()}");
        return $"{Amount.Of(Done, "image")}: {string.Join(", ", parts)}";
    }

    public long Of(ImageStatus status) => Interlocked.Read(ref _counts[(int)status]);
}

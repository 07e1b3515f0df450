using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Images;

/// <summary>Counts images by outcome. Several uploads count at once.</summary>
internal sealed class Tally
{
    private readonly long[] _counts = new long[Enum.GetValues<ImageStatus>().Length];

    public long Done => Enum.GetValues<ImageStatus>().Sum(Of);

    public long Failed => Of(ImageStatus.Failed);

    public void Add(ImageStatus status) => Interlocked.Increment(ref _counts[(int)status]);

    public override string ToString()
    {
        var parts = Enum.GetValues<ImageStatus>().Select(k => $"{Amount.Number(Of(k))} {k.ToString().ToLowerInvariant()}");
        return $"{Amount.Of(Done, "image")}: {string.Join(", ", parts)}";
    }

    public long Of(ImageStatus status) => Interlocked.Read(ref _counts[(int)status]);
}

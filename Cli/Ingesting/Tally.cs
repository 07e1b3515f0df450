using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

/// <summary>How many images ended how. Counted from several uploads at once.</summary>
internal sealed class Tally
{
    private readonly long[] _counts = new long[Enum.GetValues<OutcomeKind>().Length];

    public long Done => Enum.GetValues<OutcomeKind>().Sum(Of);

    public long Failed => Of(OutcomeKind.Failed);

    public void Add(OutcomeKind kind) => Interlocked.Increment(ref _counts[(int)kind]);

    public override string ToString()
    {
        var parts = Enum.GetValues<OutcomeKind>().Select(k => $"{Counted.Number(Of(k))} {k.ToString().ToLowerInvariant()}");
        return $"{Counted.Of(Done, "image")}: {string.Join(", ", parts)}";
    }

    public long Of(OutcomeKind kind) => Interlocked.Read(ref _counts[(int)kind]);
}

namespace Txt2Image.Grains.Searching.Cutoff;

/// <summary>
/// Some hundred texts about everything under the sun, rarely photographed, so that few of them match anything in any one collection. A text that
/// does match makes cutting off stricter, not laxer.
/// </summary>
internal static class UnrelatedTexts
{
    public static IReadOnlyList<string> All { get; } = Read();

    private static string[] Read()
    {
        using var file = typeof(UnrelatedTexts).Assembly.GetManifestResourceStream("unrelated.txt")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}

namespace Txt2Image.Cli.Evaluating.Index;

/// <summary>What was measured of one setting within one filter.</summary>
/// <param name="Setting">The setting.</param>
internal sealed record SettingTally(SearchSetting Setting)
{
    /// <summary>The recall of each query.</summary>
    public List<double> Recalls { get; } = [];

    /// <summary>The milliseconds that the vector store took for each query that no cache answered.</summary>
    public List<double> Milliseconds { get; } = [];

    /// <summary>How many answers came from a cache; their times are left out.</summary>
    public int Cached { get; set; }
}

/// <summary>What was measured within one filter.</summary>
/// <param name="Filter">The filter; null: none.</param>
/// <param name="Settings">The settings, the exact one first.</param>
internal sealed record ScopeTally(FilterChoice? Filter, IReadOnlyList<SettingTally> Settings)
{
    public string Name => Filter?.ToString() ?? "all images";
}

using System.Globalization;
using Txt2Image.Client;

namespace Txt2Image.Cli.Evaluating.Index;

/// <summary>How closely a search looks.</summary>
/// <param name="Ef">The number of candidates; null: as the server is set.</param>
/// <param name="IsExact">Whether every image is compared.</param>
internal readonly record struct SearchSetting(int? Ef, bool IsExact = false)
{
    /// <summary>Every image is compared: the truth.</summary>
    public static SearchSetting Exact => new(null, IsExact: true);

    /// <summary>As the server is set.</summary>
    public static SearchSetting Default => new(null);

    public string Word => IsExact ? "exact" : Ef is { } ef ? ef.ToString(CultureInfo.InvariantCulture) : "default";

    public SearchRequest Apply(SearchRequest request) => request with { Ef = Ef, IsExact = IsExact };
}

using System.Text;
using static System.FormattableString;

namespace Txt2Image.Evaluation.Reports;

/// <summary>A drawing with axes, in SVG. Positions in it are shares of its area: 0 is left and below.</summary>
/// <param name="id">A name that no other drawing of the page has.</param>
/// <param name="title">What it shows.</param>
/// <param name="description">The same in words, for those who do not see it.</param>
internal sealed class Plot(string id, string title, string description)
{
    private const int Width = 720;
    private const int Height = 300;
    private const int Left = 46;
    private const int Right = 24;
    private const int Top = 22;
    private const int Bottom = 44;
    private readonly StringBuilder _inner = new();

    public static double X(double share) => Left + (share * (Width - Left - Right));

    public static double Y(double share) => Top + ((1 - share) * (Height - Top - Bottom));

    /// <summary>Lines across, with their labels on the left.</summary>
    public Plot Across(IEnumerable<(double Share, string Label)> lines)
    {
        foreach (var (share, label) in lines)
        {
            var style = share == 0 ? "axis" : "grid";
            Add(Invariant($"<line class=\"{style}\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(share):0.#}\" y2=\"{Y(share):0.#}\"/>"));
            Add(Invariant($"<text x=\"{Left - 8}\" y=\"{Y(share) + 4:0.#}\" text-anchor=\"end\">{label}</text>"));
        }

        return this;
    }

    /// <summary>Labels below, and what they mean.</summary>
    public Plot Below(IEnumerable<(double Share, string Label)> ticks, string meaning)
    {
        foreach (var (share, label) in ticks)
        {
            Add(Invariant($"<line class=\"axis\" x1=\"{X(share):0.#}\" x2=\"{X(share):0.#}\" y1=\"{Y(0):0.#}\" y2=\"{Y(0) + 5:0.#}\"/>"));
            Add(Invariant($"<text x=\"{X(share):0.#}\" y=\"{Y(0) + 19:0.#}\" text-anchor=\"middle\">{label}</text>"));
        }

        return Add(Invariant($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">{meaning}</text>"));
    }

    /// <summary>A line through points, or an area if it is closed.</summary>
    public Plot Path(string style, IEnumerable<(double X, double Y)> points, bool closed = false)
    {
        var places = points.Select(point => Invariant($"{X(point.X):0.#} {Y(point.Y):0.#}"));
        return Add($"<path class=\"{style}\" d=\"M{string.Join('L', places)}{(closed ? "Z" : "")}\"/>");
    }

    /// <summary>A point with its value above it.</summary>
    public Plot Dot(double x, double y, string? label)
    {
        Add(Invariant($"<circle class=\"dot\" cx=\"{X(x):0.#}\" cy=\"{Y(y):0.#}\" r=\"{(label is null ? 3 : 4.5)}\"/>"));
        return label is null ? this
            : Add(Invariant($"<text class=\"value\" x=\"{X(x):0.#}\" y=\"{Y(y) - 10:0.#}\" text-anchor=\"middle\">{label}</text>"));
    }

    public override string ToString() =>
        Invariant($"<svg class=\"plot\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\">")
        + $"<title id=\"{id}-title\">{title}</title><desc id=\"{id}-text\">{description}</desc>{_inner}</svg>\n";

    private Plot Add(string element)
    {
        _inner.Append(element);
        return this;
    }
}

namespace Txt2Image.Evaluation.Reports;

/// <summary>Thumbnails, and the boxes where there is none.</summary>
internal static class Pictures
{
    /// <summary>A larger picture is no thumbnail, and would make the file too large to send around.</summary>
    private const int Largest = 128 * 1024;

    private static readonly string[] MediaTypes = ["image/webp", "image/png", "image/jpeg", "image/gif", "image/avif"];

    /// <summary>A thumbnail with its caption; if there is none, a box with the name.</summary>
    public static string Figure(ReportInput input, string id, string name, string caption, bool relevant)
    {
        if (!input.Thumbnails.TryGetValue(id, out var thumbnail) || thumbnail.Bytes.Length is 0 or > Largest
            || !MediaTypes.Contains(thumbnail.MediaType, StringComparer.Ordinal))
        {
            return Box(name, caption, relevant);
        }

        var source = $"data:{thumbnail.MediaType};base64,{Convert.ToBase64String(thumbnail.Bytes.Span)}";
        var label = Markup.Text(name);
        return Framed($"<img src=\"{source}\" alt=\"{label}\" title=\"{label}\" width=\"104\" height=\"104\">", caption, relevant);
    }

    /// <summary>A box with a name or a text.</summary>
    public static string Box(string name, string caption, bool relevant) =>
        Framed($"<div class=\"box\">{Markup.Isolated(name)}</div>", caption, relevant);

    private static string Framed(string content, string caption, bool relevant)
    {
        var words = relevant && caption.Length > 0 ? $"{caption}, relevant" : caption;
        return $"<figure{(relevant ? " class=\"relevant\"" : "")}>{content}{(words.Length == 0 ? "" : $"<figcaption>{words}</figcaption>")}</figure>";
    }
}

using System.Globalization;

namespace Txt2Image.Cli.Collections.ImportQdrant;

/// <summary>What the command line asks for.</summary>
internal sealed record ImportQdrantRequest(string Source, string Into, string? After, int Page)
{
    public const int DefaultPage = 16;
    public const int MaxPage = 256;

    /// <summary>The command that continues after a point.</summary>
    public string CommandAfter(string? point)
    {
        var start = point is null ? "" : $" --after {point}";
        var page = Page == DefaultPage ? "" : string.Create(CultureInfo.InvariantCulture, $" --page {Page}");
        return $"txt2image collections import-qdrant {Quoted(Source)} --into {Into}{start}{page}";
    }

    private static string Quoted(string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')
            ? name
            : $"'{name.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

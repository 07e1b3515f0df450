using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Txt2Image.Evaluation.Reports;

/// <summary>The page around the sections.</summary>
internal static class Pages
{
    private const string Policy = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'";
    private static readonly string Style = ReadStyle();

    /// <summary>What comes before the sections. The policy lets the browser use this style and embedded pictures, and nothing else.</summary>
    public static string Start(string title)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}; style-src 'sha256-{hash}'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>{Markup.Text(title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>

            """.ReplaceLineEndings("\n");
    }

    public const string End = "</main>\n</body>\n</html>\n";

    private static string ReadStyle()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

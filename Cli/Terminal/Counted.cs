using System.Globalization;

namespace Txt2Image.Cli.Terminal;

/// <summary>"1 image", "1,200 images".</summary>
internal static class Counted
{
    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Of(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";
}

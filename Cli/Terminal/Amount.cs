using System.Globalization;

namespace Txt2Image.Cli.Terminal;

/// <summary>"1 image", "1,200 images".</summary>
internal static class Amount
{
    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1.2 GB", in powers of 1,000 as file managers count.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} bytes",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB"),
    };

    public static string Of(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";
}

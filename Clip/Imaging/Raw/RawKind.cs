namespace Txt2Image.Clip.Imaging.Raw;

/// <summary>How a RAW file is built.</summary>
internal enum RawContainer
{
    /// <summary>As TIFF, with a number of its own in some formats.</summary>
    Tiff,

    /// <summary>Fujifilm's own.</summary>
    Fuji,

    /// <summary>Boxes, as in films.</summary>
    Boxes,
}

/// <summary>A camera's RAW format.</summary>
/// <param name="Name">The maker's name and the format.</param>
/// <param name="MediaType">The customary media type.</param>
/// <param name="Container">How it is built.</param>
internal sealed record RawKind(string Name, string MediaType, RawContainer Container)
{
    private static readonly RawKind Fuji = new("Fujifilm, RAF", "image/x-fuji-raf", RawContainer.Fuji);
    private static readonly RawKind Canon3 = new("Canon, CR3", "image/x-canon-cr3", RawContainer.Boxes);
    private static readonly RawKind Panasonic = Tiff("Panasonic, RW2", "image/x-panasonic-rw2");
    private static readonly RawKind Olympus = Tiff("Olympus, ORF", "image/x-olympus-orf");

    /// <summary>The formats' usual extensions, for messages and tests.</summary>
    public static IReadOnlyList<string> Endings { get; } = ["DNG", "NEF", "CR2", "CR3", "ARW", "RAF", "ORF", "RW2", "PEF", "SRW"];

    /// <summary>The format of a file, from its start; null if it is none of a camera.</summary>
    /// <param name="head">The first bytes. A format that shares TIFF's signature needs its first directory, usually in the first kilobytes.</param>
    public static RawKind? Of(byte[] head) => OfSignature(head) ?? (ImageFormats.IsTiff(head) && TiffDirectory.First(head) is { } first
        ? CameraRaw.Detect(head, first)
        : null);

    /// <summary>The format that a signature of its own says.</summary>
    private static RawKind? OfSignature(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'I', (byte)'I', (byte)'U', 0, ..] => Panasonic,
        [(byte)'I', (byte)'I', (byte)'R', (byte)'O' or (byte)'S', ..] or [(byte)'M', (byte)'M', (byte)'O', (byte)'R', ..] => Olympus,
        _ when head.StartsWith("FUJIFILMCCD-RAW"u8) => Fuji,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'c', (byte)'r', (byte)'x', (byte)' ', ..] => Canon3,
        _ => null,
    };

    public static RawKind Tiff(string name, string mediaType) => new(name, mediaType, RawContainer.Tiff);
}

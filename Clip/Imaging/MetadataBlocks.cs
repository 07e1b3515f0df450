namespace Txt2Image.Clip.Imaging;

/// <summary>The parts of a file that can say when its picture was taken, as they are stored. Any of them may be missing or malformed.</summary>
internal sealed record MetadataBlocks
{
    /// <summary>A TIFF file, or the EXIF block of another format, with or without the prefix that JPEG puts before it.</summary>
    public byte[]? Exif { get; init; }

    /// <summary>An XMP packet: RDF in XML.</summary>
    public byte[]? Xmp { get; init; }

    /// <summary>An IPTC record, alone or within Photoshop's image resources.</summary>
    public byte[]? Iptc { get; init; }

    /// <summary>Texts that are a date, such as that of PNG's keyword <c>Creation Time</c>.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}

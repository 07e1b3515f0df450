using System.Xml;

namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Reads the dates of an XMP packet, each an attribute or an element (XMP specification, part 1, 7.9.2.2, and part 2, 8). What precedes damage
/// counts.
/// </summary>
internal static class XmpDates
{
    private const string Exif = "http://ns.adobe.com/exif/1.0/", Basic = "http://ns.adobe.com/xap/1.0/";
    private const string Photoshop = "http://ns.adobe.com/photoshop/1.0/", Tiff = "http://ns.adobe.com/tiff/1.0/";

    /// <summary>Best first: when the picture was taken, digitized, made and modified.</summary>
    private static readonly (string Space, string Name)[] Names =
    [
        (Exif, "DateTimeOriginal"), (Exif, "DateTimeDigitized"), (Photoshop, "DateCreated"), (Basic, "CreateDate"), (Tiff, "DateTime"),
        (Basic, "ModifyDate"),
    ];

    /// <summary>The dates, best first.</summary>
    public static IEnumerable<string> Read(byte[]? packet)
    {
        var found = new string?[Names.Length];
        if (packet is not null)
        {
            Read(packet, found);
        }

        return found.OfType<string>();
    }

    private static void Read(byte[] packet, string?[] found)
    {
        using var stream = new MemoryStream(packet, writable: false);
        using var xml = XmlReader.Create(stream, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true });
        try
        {
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                var at = PlaceOf(xml);
                var isEmpty = xml.IsEmptyElement;
                while (xml.MoveToNextAttribute())
                {
                    Keep(found, PlaceOf(xml), xml.Value);
                }

                if (at >= 0 && !isEmpty && xml.Read() && xml.NodeType == XmlNodeType.Text)
                {
                    Keep(found, at, xml.Value);
                }
            }
        }
        catch (XmlException)
        {
            // The packet is damaged, or is followed by other bytes.
        }
    }

    private static int PlaceOf(XmlReader xml) => Array.IndexOf(Names, (xml.NamespaceURI, xml.LocalName));

    private static void Keep(string?[] found, int at, string date)
    {
        if (at >= 0)
        {
            found[at] ??= date;
        }
    }
}

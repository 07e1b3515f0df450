namespace Txt2Image.Clip.Imaging;

/// <summary>
/// Finds out whether a JPEG has all its pixels, whatever follows them. Its entropy code is decoded for that, so this is done only with a file that
/// the decoder failed at or warned of.
/// </summary>
internal static class JpegEnd
{
    /// <summary>Whether every scan has the data of all its blocks, and the scans together have all bits of the coefficients.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Null if the file is of a kind that is not known here.</returns>
    public static bool? IsWhole(byte[] file)
    {
        if (JpegFile.Read(file) is not { } jpeg)
        {
            return null;
        }

        for (var band = 0; band < jpeg.Bands; band++)
        {
            JpegBand.Decode(jpeg, band);
            if (jpeg.Scans.Any(scan => scan.LacksData))
            {
                return false;
            }
        }

        return HasAllBits(jpeg);
    }

    /// <summary>
    /// A progressive picture that was cut between two scans lacks the last bits of its coefficients, or some coefficients: those may also have been
    /// left out by its encoder, which then wrote the end marker.
    /// </summary>
    public static bool HasAllBits(JpegFile jpeg)
    {
        const int NotSent = 99;
        foreach (var component in jpeg.Components)
        {
            var missing = new int[64];
            missing.AsSpan().Fill(NotSent);
            foreach (var scan in jpeg.Scans.Where(scan => scan.Parts.Any(part => part.Component == component)))
            {
                var (first, last, _, low) = scan.Precision;
                missing.AsSpan(first..(last + 1)).Fill(low);
            }

            var isWhole = missing[0] == 0 && Array.TrueForAll(missing, bits => bits == 0 || (bits == NotSent && jpeg.HasEnd));
            if (!isWhole)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A row of a JPEG's minimum coded units.</summary>
internal static class JpegBand
{
    /// <summary>Decodes a row from all scans into the components. Rows must be decoded in order.</summary>
    public static void Decode(JpegFile jpeg, int band)
    {
        foreach (var component in jpeg.Components)
        {
            component.Clear();
        }

        foreach (var scan in jpeg.Scans)
        {
            scan.Decode(band);
        }
    }
}

namespace Txt2Image.Clip.Imaging.Modern;

/// <summary>How much memory decoding a HEIF picture takes: a coded one, or a grid of such (ISO/IEC 23008-12, 6.6.2.3).</summary>
internal static class HeifCoding
{
    private const int MostTiles = 1 << 16;

    /// <summary>Bytes per pixel of a picture of 8 bits in HEVC, measured with 12 to 48 megapixels: two pictures of 3 bytes.</summary>
    public const double LeastBytes = 6.2;

    /// <summary>The same for others: beyond 8 bits the library's picture has 2 bytes a sample, and the decoder of AV1 keeps more besides.</summary>
    private const double DeepHevcBytes = 9.5, Av1Bytes = 18, DeepAv1Bytes = 20;

    /// <summary>The bytes that decoding an item takes.</summary>
    public static double BytesOf(HeifItems items, uint item) => items.Is(item, "grid"u8) ? GridBytes(items, item) : TileBytes(items, item);

    /// <summary>The bytes for a coded picture, from the size and the depth in its stream's headers.</summary>
    private static double TileBytes(HeifItems items, uint item)
    {
        const int HevcDepth = 17, Av1Flags = 2;
        if (items.Is(item, "hvc1"u8))
        {
            var settings = items.Property(item, "hvcC"u8);
            return HevcSize.Pixels(settings, items.Bytes(item)) * ((settings[HevcDepth] & 7) == 0 ? LeastBytes : DeepHevcBytes);
        }

        if (items.Is(item, "av01"u8))
        {
            var settings = items.Property(item, "av1C"u8);
            return Av1Size.Pixels(settings, items.Bytes(item))
                * (settings.Length > Av1Flags && (settings[Av1Flags] & 0x40) == 0 ? Av1Bytes : DeepAv1Bytes);
        }

        throw items.Bytes(item).IsEmpty
            ? new InvalidDataException("The picture has no bytes.")
            : new NotSupportedException("The picture is neither HEVC nor AV1 nor a grid of such.");
    }

    /// <summary>A picture of tiles of one size, from left to right and top to bottom, which cover it and no more than that.</summary>
    private static double GridBytes(HeifItems items, uint grid)
    {
        var reader = new BoxReader(items.Bytes(grid));
        reader.Skip(1);
        var numberBytes = (reader.U8() & 1) != 0 ? 4 : 2;
        var (rows, columns) = (reader.U8() + 1, reader.U8() + 1);
        var (width, height) = (reader.Number(numberBytes), reader.Number(numberBytes));
        var tiles = items.References(grid, "dimg"u8);
        if (tiles.Count != rows * columns || tiles.Count > MostTiles || (width, height) != HeifPicture.SizeOf(items, grid))
        {
            throw new InvalidDataException("The grid's tiles and size do not fit.");
        }

        var (across, down) = HeifPicture.SizeOf(items, tiles[0]);
        var isWide = width <= (long)across * columns && width > (long)across * (columns - 1);
        var isHigh = height <= (long)down * rows && height > (long)down * (rows - 1);
        if (!isWide || !isHigh)
        {
            throw new InvalidDataException("The tiles do not cover the grid.");
        }

        Dictionary<uint, double> known = [];
        var (held, unread) = (0.0, (long)items.FileBytes);
        foreach (var tile in tiles)
        {
            if (!known.TryGetValue(tile, out var own))
            {
                // Tiles that share their bytes could make a small file take forever.
                unread -= items.Bytes(tile).Length;
                if (unread < 0)
                {
                    throw new InvalidDataException("The tiles are larger than the file.");
                }

                own = HeifPicture.SizeOf(items, tile) == (across, down)
                    ? TileBytes(items, tile)
                    : throw new InvalidDataException("The tiles have different sizes.");
                known.Add(tile, own);
            }

            held += own;
        }

        return held;
    }
}

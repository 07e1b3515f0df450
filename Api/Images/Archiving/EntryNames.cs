using System.Text;

namespace Txt2Image.Api.Images.Archiving;

/// <summary>
/// Names the files of an archive after images: without folders, so that none can lead out of the folder that it is unpacked to, with no sign that
/// some file system rejects, and each only once, also where case does not count.
/// </summary>
internal sealed class EntryNames
{
    private const int MostCharacters = 120;

    private static readonly HashSet<string> Reserved = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"com{i}", $"lpt{i}" })], StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of the next file.</summary>
    /// <param name="name">The image's name, which may be a path.</param>
    /// <param name="mediaType">The type of its bytes; the extension follows it if the name's is of none or another type.</param>
    public string Next(string name, string mediaType)
    {
        var file = Clean(name.Split('/', '\\')[^1]);
        var extension = Path.GetExtension(file);
        var stem = file[..^extension.Length];
        if (!ImageTypes.Has(mediaType, extension))
        {
            (stem, extension) = (ImageTypes.IsKnown(extension) ? stem : file, ImageTypes.ExtensionOf(mediaType));
        }

        stem = Shorten(stem.Trim(' ', '.'));
        if (stem.Length == 0 || Reserved.Contains(stem.Split('.')[0]))
        {
            stem = $"image{(stem.Length == 0 ? "" : "-")}{stem}";
        }

        var unique = $"{stem}{extension}";
        for (var number = 2; !_given.Add(unique); number++)
        {
            unique = $"{stem} ({number}){extension}";
        }

        return unique;
    }

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var isUnsafe = Rune.IsControl(rune) || rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*'
                || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format;
            clean.Append(isUnsafe ? "_" : rune.ToString());
        }

        return clean.ToString();
    }

    private static string Shorten(string stem)
    {
        if (stem.Length <= MostCharacters)
        {
            return stem;
        }

        return stem[..(char.IsHighSurrogate(stem[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
    }
}

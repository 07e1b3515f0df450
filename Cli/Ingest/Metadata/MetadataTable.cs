using System.Text;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Tables.Formats;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Metadata;

/// <summary>What a metadata file says about each image, and which of its rows have matched one.</summary>
internal sealed class MetadataTable
{
    private readonly Dictionary<string, MetadataRow> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetadataRow> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetadataRow> _byId = new(StringComparer.Ordinal);

    /// <summary>Rows by the NFC form of a path that is not in this form, as macOS writes it.</summary>
    private readonly Dictionary<string, MetadataRow> _byNormalized = new(StringComparer.Ordinal);

    private readonly TablePlace _place;

    private MetadataTable(TablePlace place) => (_place, Uses) = (place, new ColumnUses(place.Name));

    /// <summary>What its columns became.</summary>
    public ColumnUses Uses { get; }

    /// <summary>Rows that a later row of the same image replaced, instead of adding a caption.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Images whose file name a row has that another image matched before.</summary>
    public long Ambiguous { get; private set; }

    /// <summary>Whether a row has matched an image.</summary>
    public bool HasMatched { get; private set; }

    /// <summary>Whether the user named it; otherwise it was found beside the images.</summary>
    public bool IsGiven => _place.IsGiven;

    /// <summary>Reads a file of rows.</summary>
    /// <exception cref="UsageException">It cannot be read, or a row cannot be understood.</exception>
    public static MetadataTable Load(TablePlace place, TextDecoding decoding)
    {
        var table = new MetadataTable(place);
        var reader = new RowReader(table.Uses);
        try
        {
            foreach (var row in TableFile.Read(place.Path, decoding, table.Uses))
            {
                table.Add(reader.Read(row), row.Place);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the metadata cannot be read: {exception.Message}");
        }

        return table;
    }

    /// <summary>Rows that matched no image: how many, and the first few.</summary>
    public (long Count, IReadOnlyList<string> First) Unmatched(int first)
    {
        var unmatched = _byPath.Concat(_byKey).Concat(_byId).Where(row => row.Value.MatchedBy is null);
        return (unmatched.LongCount(), [.. unmatched.Take(first).Select(row => row.Key)]);
    }

    /// <summary>The details of an image; null if no row is about it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="holds">Whether there is a file with this name below the source.</param>
    /// <param name="id">Finds its id.</param>
    public ImageDetails? Find(ImageFile image, Func<string, bool> holds, Func<Guid> id)
    {
        var row = FindByPath(image, holds) ?? (_byId.Count > 0 ? _byId.GetValueOrDefault(id().ToString()) : null);
        if (row is null)
        {
            return null;
        }

        HasMatched = true;
        row.MatchedBy ??= image.Name;
        return row.Details();
    }

    private MetadataRow? FindByPath(ImageFile image, Func<string, bool> holds)
    {
        foreach (var (path, isEnd) in _place.PathsOf(image))
        {
            if (Find(path) is not { } row || (isEnd && _place.IsOfAnother(path, holds)))
            {
                continue;
            }

            if (!isEnd || row.MatchedBy is null || row.MatchedBy == image.Name)
            {
                return row;
            }

            Ambiguous++;
            return null;
        }

        return null;
    }

    /// <summary>The row of a path: as it is, else in the form in which equal texts have equal characters (Unicode NFC).</summary>
    private MetadataRow? Find(string path)
    {
        if (_byPath.GetValueOrDefault(path) is { } exact)
        {
            return exact;
        }

        var normalized = path.IsNormalized() ? path : path.Normalize(NormalizationForm.FormC);
        return _byPath.GetValueOrDefault(normalized)
            ?? _byNormalized.GetValueOrDefault(normalized)
            ?? (_byKey.Count > 0 ? _byKey.GetValueOrDefault(Path.ChangeExtension(normalized, null)) : null);
    }

    private void Add(RowDetails details, string place)
    {
        var image = details.Image
            ?? throw new UsageException($"{place}: it names no image: add a column 'path' (or one of {ColumnRoles.ImageNames}), or 'id'");
        var (rows, key) = image.Role switch
        {
            ColumnRole.Id => (_byId, IdOf(image.Text, place)),
            ColumnRole.Key => (_byKey, TablePlace.Clean(image.Text).Normalize()),
            ColumnRole.Url => (_byPath, FileNameOf(image.Text)),
            _ => (_byPath, TablePlace.Clean(image.Text)),
        };
        if (rows.TryGetValue(key, out var known))
        {
            Duplicates += known.Merge(details, Uses) ? 0 : 1;
            return;
        }

        var row = new MetadataRow(details);
        rows[key] = row;
        if (!key.IsNormalized())
        {
            _byNormalized.TryAdd(key.Normalize(), row);
        }
    }

    private static string IdOf(string text, string place) =>
        Guid.TryParse(text, out var id) ? id.ToString() : throw new UsageException($"{place}: '{text}' is not the id of an image");

    /// <summary>The name of the file that a download of this address has.</summary>
    private static string FileNameOf(string url)
    {
        var path = url.AsSpan(0, url.AsSpan().IndexOfAny('?', '#') is >= 0 and var end ? end : url.Length).TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..].ToString());
    }
}

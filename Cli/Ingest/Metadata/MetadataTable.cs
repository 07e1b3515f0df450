using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Metadata;

/// <summary>What a metadata file says about each image, and which of its rows have matched one.</summary>
internal sealed class MetadataTable
{
    private readonly Dictionary<string, Row> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Row> _byId = new(StringComparer.Ordinal);
    private readonly string _folder;

    private MetadataTable(string folder) => _folder = folder;

    /// <summary>Rows that a later row of the same image replaced.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Whether images have to be hashed to find their rows.</summary>
    public bool HasIds => _byId.Count > 0;

    /// <summary>Reads a file of rows; paths in it that are not below the source are relative to the working folder.</summary>
    /// <exception cref="UsageException">It cannot be read, or a row cannot be understood.</exception>
    public static MetadataTable Load(string path, string workingDirectory)
    {
        var table = new MetadataTable(workingDirectory);
        try
        {
            foreach (var row in MetadataRows.Read(path))
            {
                table.Add(row);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the metadata cannot be read: {exception.Message}");
        }

        return table;
    }

    /// <summary>The details of an image: from its row, otherwise from a file beside it.</summary>
    public static ImageDetails DetailsOf(ImageFile image, MetadataTable? table, Func<Guid> id, out bool isFromFile)
    {
        var details = table?.Find(image, id) ?? ImageDetails.None;
        var beside = details.Caption is null ? image.ReadCaption() : null;
        isFromFile = beside is not null;
        return isFromFile ? details with { Caption = beside } : details;
    }

    /// <summary>Rows that matched no image: how many, and the first few.</summary>
    public (long Count, IReadOnlyList<string> First) Unmatched(int first)
    {
        var unmatched = _byPath.Concat(_byId).Where(row => !row.Value.IsMatched);
        return (unmatched.LongCount(), [.. unmatched.Take(first).Select(row => row.Key)]);
    }

    private ImageDetails? Find(ImageFile image, Func<Guid> id)
    {
        var row = _byPath.GetValueOrDefault(image.Name) ?? _byPath.GetValueOrDefault(Rooted(image.Path));
        if (row is null && HasIds)
        {
            row = _byId.GetValueOrDefault(id().ToString());
        }

        if (row is null)
        {
            return null;
        }

        row.IsMatched = true;
        return row.Details;
    }

    private void Add(RowBuilder builder)
    {
        var (key, isId, details) = builder.Build();
        var rows = isId ? _byId : _byPath;
        var clean = isId ? key : Clean(key);
        if (!rows.TryAdd(clean, new Row(details)))
        {
            Duplicates++;
            rows[clean] = new Row(details);
        }
    }

    private static string Clean(string path)
    {
        var name = path.Replace('\\', '/');
        return name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
    }

    /// <summary>The path of a file as a row may give it: the full path, or relative to the working folder.</summary>
    private string Rooted(string path)
    {
        var whole = Clean(path);
        return _byPath.ContainsKey(whole) ? whole : Clean(Path.GetRelativePath(_folder, path));
    }

    private sealed class Row(ImageDetails details)
    {
        public ImageDetails Details { get; } = details;

        public bool IsMatched { get; set; }
    }
}

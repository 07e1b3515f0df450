using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.Metadata;
using Txt2Image.Cli.Tables.Formats;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Datasets;

/// <summary>What a walk over a folder meets besides images: tables that may be about them, and files that may contain images.</summary>
internal sealed class FoundFiles
{
    private readonly List<(string Name, string Path)> _tables = [];
    private readonly List<(string Name, string Path)> _parquet = [];
    private long _archives;

    /// <summary>Tables that may be about the images.</summary>
    public IReadOnlyList<(string Name, string Path)> Tables => _tables;

    /// <summary>Parquet files that the user's patterns take.</summary>
    public IReadOnlyList<(string Name, string Path)> Parquet => _parquet;

    public void Add(string name, string path, bool isTaken)
    {
        if (FoundTables.IsNamedLikeOne(name))
        {
            _tables.Add((name, path));
        }

        if (isTaken && name.EndsWith(ParquetTable.Ending, StringComparison.OrdinalIgnoreCase))
        {
            _parquet.Add((name, path));
        }

        _archives += isTaken && ArchiveNames.Have(name) ? 1 : 0;
    }

    /// <summary>"It has 2 archives and 1 table": for a folder without images; null if there is nothing to say.</summary>
    public string? Describe()
    {
        string[] parts =
        [
            .. _archives > 0 ? [Amount.Of(_archives, "archive")] : Array.Empty<string>(),
            .. _parquet.Count > 0 ? [$"{Amount.Of(_parquet.Count, "Parquet file")} without pictures"] : Array.Empty<string>(),
            .. _tables.Count > 0 ? [Amount.Of(_tables.Count, "table")] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? null : $"It has {string.Join(" and ", parts)}.";
    }
}

using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>What SQLite's result codes (sqlite.org/rescode.html) mean to a caller.</summary>
internal static class SqliteFaults
{
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NotADatabase = 26;

    public static StoreException Translate(SqliteException exception, string file) => exception.SqliteErrorCode switch
    {
        Full => new StoreException(StoreFault.Full, $"There is no space left for {file}. Free some, or move the data directory.", exception),
        Corrupt or NotADatabase => Damaged(file, "it cannot be read", exception),
        _ => new StoreException(StoreFault.Unavailable, $"The database {file} did not carry out a request; it may be repeated.", exception),
    };

    public static StoreException Damaged(string file, string finding, Exception? inner = null) => new(
        StoreFault.Corrupt,
        $"The database {file} is damaged: {finding}. Put a backup in its place, or move it away and add the images again.",
        inner);
}

using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>Translates SQLite's result codes (sqlite.org/rescode.html) for callers.</summary>
internal static class SqliteFaults
{
    private const int NotPermitted = 3;
    private const int ReadOnly = 8;
    private const int DiskError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StoreException Translate(SqliteException exception, string file) => exception.SqliteErrorCode switch
    {
        Full => new StoreException(StoreFault.Full, $"There is no space left for {file}. Free some space, or move the data directory.", exception),
        ReadOnly => new StoreException(
            StoreFault.Unavailable,
            $"The database {file} is read-only. Make the file and its folder writable for the user of this process, and mount the disk for writing.",
            exception),
        NotPermitted or CannotOpen => new StoreException(
            StoreFault.Unavailable,
            $"The database {file} cannot be opened. Give the user of this process permission to read and write it and its folder.",
            exception),
        DiskError => new StoreException(
            StoreFault.Unavailable, $"The disk failed while the database {file} was used. Check the disk and its mount.", exception),
        Corrupt or NotADatabase => Damaged(file, "it cannot be read", exception),
        _ => new StoreException(StoreFault.Unavailable, $"An operation of the database {file} failed; it can be repeated.", exception),
    };

    public static StoreException Damaged(string file, string finding, Exception? inner = null) => new(
        StoreFault.Corrupt,
        $"The database {file} is damaged: {finding}. Replace it with a backup, or move it away and add the images again.",
        inner);
}

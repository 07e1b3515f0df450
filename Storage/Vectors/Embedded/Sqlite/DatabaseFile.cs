using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>
/// Creates the database file: complete and durable under another name, then renamed. So an empty or partial file always means damage.
/// </summary>
internal static class DatabaseFile
{
    public static void Create(string file)
    {
        if (File.Exists(file + "-wal"))
        {
            throw SqliteFaults.Damaged(file, "the file is missing, but its log exists");
        }

        var draft = file + ".new";

        // Beside a new draft, SQLite ignores and deletes the journal that an earlier one left.
        File.Delete(draft);
        try
        {
            using var connection = new SqliteConnection(Database.ConnectionString(draft, SqliteOpenMode.ReadWriteCreate, pooling: false));
            connection.Open();
            Schema.Create(connection);
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Translate(exception, file);
        }

        File.Move(draft, file);
        Durable.SyncFolder(Path.GetDirectoryName(file)!);
    }
}

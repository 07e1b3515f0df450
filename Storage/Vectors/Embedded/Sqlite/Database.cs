using Microsoft.Data.Sqlite;

namespace Txt2Image.Storage.Vectors.Embedded.Sqlite;

/// <summary>
/// The database file: one connection for writing, and pooled ones that read concurrently (write-ahead log). A commit is flushed to disk when it
/// returns (synchronous = FULL).
/// </summary>
internal sealed class Database : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "vectors.db";

    private const int BusySeconds = 5;

    private readonly string _file;
    private readonly string _readers;
    private readonly SqliteConnection _writer;

    private Database(string file)
    {
        _file = file;
        _readers = ConnectionString(file, SqliteOpenMode.ReadOnly, pooling: true);
        _writer = new SqliteConnection(ConnectionString(file, SqliteOpenMode.ReadWrite, pooling: false));
    }

    /// <summary>The writing connection, for tests that check its settings.</summary>
    public SqliteConnection Writer => _writer;

    /// <summary>Opens the database in a folder, or creates it if there is none.</summary>
    public static Database Open(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            DatabaseFile.Create(file);
        }
        else if (new FileInfo(file).Length == 0)
        {
            throw SqliteFaults.Damaged(file, "it is empty");
        }

        var database = new Database(file);
        try
        {
            database.Guarded(database.OpenWriter);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs a transaction. Called by one thread at a time.</summary>
    public T Write<T>(Func<SqliteConnection, T> work) => Guarded(() =>
    {
        using var transaction = _writer.BeginTransaction(deferred: false);
        var result = work(_writer);
        transaction.Commit();
        return result;
    });

    /// <summary>Runs reads that see one consistent state.</summary>
    public T Read<T>(Func<SqliteConnection, T> work) => Guarded(() =>
    {
        using var connection = new SqliteConnection(_readers);
        connection.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        return work(connection);
    });

    public StoreException Damaged(string finding) => SqliteFaults.Damaged(_file, finding);

    public void Dispose()
    {
        using (var pool = new SqliteConnection(_readers))
        {
            SqliteConnection.ClearPool(pool);
        }

        _writer.Dispose();
    }

    /// <summary>The connection string for a file.</summary>
    public static string ConnectionString(string file, SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
        Pooling = pooling,
        ForeignKeys = true,
        DefaultTimeout = BusySeconds,
    }.ToString();

    private bool OpenWriter()
    {
        _writer.Open();
        Schema.Check(_writer, _file);
        _writer.Execute("pragma journal_mode = wal");
        _writer.Execute("pragma synchronous = full");
        Schema.Upgrade(_writer);

        // On macOS only this flushes the disk's own cache; elsewhere it has no effect.
        _writer.Execute("pragma fullfsync = 1");
        _writer.Execute("pragma checkpoint_fullfsync = 1");
        _writer.Execute("pragma cache_size = -16384");
        _writer.Execute("pragma journal_size_limit = 67108864");
        return true;
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Translate(exception, _file);
        }
    }
}

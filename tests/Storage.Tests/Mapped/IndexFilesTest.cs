using Microsoft.Data.Sqlite;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Tests.Mapped;

/// <summary>A test with a store whose index is in files, and with what the store reports of them.</summary>
public abstract class IndexFilesTest : IDisposable
{
    private protected TemporaryFolder Folder { get; } = TemporaryFolder.InMemory();

    private protected List<string> Reports { get; } = [];

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected string Store => Folder["store"];

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<EmbeddedVectorStore> OpenAsync() => SmallBlocks.OpenAsync(Store, Report);

    private protected void Report(string message)
    {
        lock (Reports)
        {
            Reports.Add(message);
        }
    }

    private protected async Task<string> FillAsync()
    {
        await using var store = await OpenAsync();
        await MappedStore.FillAsync(store);
        return await MappedStore.StateOfAsync(store);
    }

    /// <summary>What a store with the same database and no files answers.</summary>
    private protected async Task<string> StateInMemoryAsync(EmbeddedVectorStore store)
    {
        var folder = Folder[Guid.NewGuid().ToString("N")];
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, IndexFolders.Name), "in the way", Token);
        store.Database.Writer.Execute($"vacuum into '{Path.Combine(folder, Database.FileName)}'");
        await using var copy = await SmallBlocks.OpenAsync(folder);
        Assert.All(await copy.ListAsync(Token), info => Assert.Equal(0, MappedStore.MappedBlocks(copy, info.Id)));
        return await MappedStore.StateOfAsync(copy);
    }

    private protected string FolderOfIndex() => Assert.Single(Directory.GetDirectories(Folder["store", IndexFolders.Name]));

    private protected string[] Files(string pattern) =>
        [.. Directory.GetFiles(FolderOfIndex(), pattern).Order(StringComparer.Ordinal)];

    private protected void Execute(string sql)
    {
        using var connection = Connect();
        connection.Execute(sql);
    }

    private protected SqliteConnection Connect()
    {
        var connection = new SqliteConnection(
            Database.ConnectionString(Path.Combine(Store, Database.FileName), SqliteOpenMode.ReadWrite, pooling: false));
        connection.Open();
        return connection;
    }
}

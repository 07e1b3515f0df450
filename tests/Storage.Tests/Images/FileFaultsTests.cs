using Microsoft.Data.Sqlite;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Embedded.Sqlite;

namespace Txt2Image.Storage.Tests.Images;

/// <summary>A data directory that cannot be used: each cause has its own sentence, with the path and what to do.</summary>
public sealed class FileFaultsTests : IDisposable
{
    private const string Elsewhere = "set another data directory (Txt2Image:DataDirectory)";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data")]
    [InlineData("data", "points")]
    public async Task Open_FileWhereAFolderIsNeeded_NamesTheFile(params string[] file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
        await File.WriteAllTextAsync(_folder[file], "x", TestContext.Current.CancellationToken);

        var points = await Assert.ThrowsAsync<StoreException>(
            () => EmbeddedVectorStore.OpenAsync(_folder["data", "points"], TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Equal($"{_folder[file]} is a file, but a folder is needed there. Move the file away, or {Elsewhere}.", points.Message);
        Assert.Equal(StoreFault.Unavailable, points.Fault);
    }

    [Fact]
    public void Create_FileWhereTheImagesShouldBe_NamesTheFile()
    {
        File.WriteAllText(_folder["data"], "x");

        var images = Assert.Throws<StoreException>(() => new FolderImageStore(_folder["data", "images"]));

        Assert.Equal($"{_folder["data"]} is a file, but a folder is needed there. Move the file away, or {Elsewhere}.", images.Message);
    }

    [Fact]
    public void Translate_EachCause_HasItsOwnSentence()
    {
        var folder = _folder["images"];
        var (readOnly, full) = OperatingSystem.IsWindows() ? (unchecked((int)0x80070013), unchecked((int)0x80070070)) : (30, 28);
        string Of(Exception exception) => FileFaults.Translate(exception, folder).Message;

        Assert.Equal($"There is no space left for {folder}. Free some space, or move the data directory.", Of(new IOException("", full)));
        Assert.Equal($"{folder} is on a read-only file system. Mount it for writing, or {Elsewhere}.", Of(new IOException("", readOnly)));
        Assert.Equal(Of(new IOException("", readOnly)), Of(new UnauthorizedAccessException("", new IOException("", readOnly))));
        Assert.Equal(
            $"Access to {folder} was denied. Give the user of this process permission to read and write there, or {Elsewhere}.",
            Of(new UnauthorizedAccessException()));
        Assert.Equal(
            $"A file system operation in {folder} failed (system error 5). Check the disk and its mount, or {Elsewhere}.",
            Of(new IOException("a text of the system", 5)));
    }

    [Theory]
    [InlineData(3, "permission")]
    [InlineData(8, "read-only")]
    [InlineData(10, "Check the disk")]
    [InlineData(11, "backup")]
    [InlineData(13, "Free some space")]
    [InlineData(14, "permission")]
    public void Translate_CodeOfTheDatabase_SaysWhatToDo(int code, string remedy)
    {
        var message = SqliteFaults.Translate(new SqliteException("a text of the library", code), "/data/points/points.db").Message;

        Assert.Contains("/data/points/points.db", message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
        Assert.DoesNotContain("library", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("~", "")]
    [InlineData("~/", "")]
    [InlineData("~/pictures/x", "pictures/x")]
    public void Expand_PathBelowHome_IsTheUsersFolder(string path, string below) => Assert.Equal(
        Path.GetFullPath(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), below)).TrimEnd('/'),
        Path.GetFullPath(HomeFolder.Expand(path)).TrimEnd('/'));

    [Theory]
    [InlineData("")]
    [InlineData("~other/x")]
    [InlineData("x/~")]
    [InlineData("/srv/~/x")]
    public void Expand_AnyOtherPath_IsUnchanged(string path) => Assert.Equal(path, HomeFolder.Expand(path));
}

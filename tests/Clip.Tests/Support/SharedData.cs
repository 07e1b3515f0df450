namespace Txt2Image.Clip.Tests.Support;

/// <summary>Finds test data in the repository and in the folder <c>shared</c> beside it. Tests that need missing data are skipped.</summary>
internal static class SharedData
{
    public static string Repository { get; } = FindRepository();

    /// <summary>A file or folder of the shared data; skips the test with a message if it does not exist.</summary>
    public static string Require(params ReadOnlySpan<string> path)
    {
        var full = Path.Combine([Repository, "..", "shared", .. path]);
        if (!Path.Exists(full))
        {
            Assert.Skip($"{Path.GetFullPath(full)} does not exist; it contains data that is not copied into the repository.");
        }

        return Path.GetFullPath(full);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Txt2Image.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}

namespace Txt2Image.Clip.Tests.Support;

/// <summary>Finds test data: in the repository, and in the folder <c>shared</c> beside it, without which the tests that need it skip.</summary>
internal static class SharedData
{
    public static string Repository { get; } = FindRepository();

    /// <summary>A file or folder of the shared data; skips the test, saying so, where there is none.</summary>
    public static string Require(params ReadOnlySpan<string> path)
    {
        var full = Path.Combine([Repository, "..", "shared", .. path]);
        if (!Path.Exists(full))
        {
            Assert.Skip($"{Path.GetFullPath(full)} is not there; it holds data that is not copied into the repository.");
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

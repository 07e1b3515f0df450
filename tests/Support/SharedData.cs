namespace Txt2Image.Tests.Support;

/// <summary>
/// Test data that is not copied into the repository: the folder <c>shared</c> beside it. Without it the tests that need it are skipped.
/// </summary>
public static class SharedData
{
    /// <summary>Its path; it may not exist.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared"));

    /// <summary>A file or folder of the shared data; skips the test with a message if it does not exist.</summary>
    public static string Require(params ReadOnlySpan<string> path)
    {
        var full = Path.Combine([Folder, .. path]);
        Skip.When(!Path.Exists(full), $"{full} does not exist; it has data that is not copied into the repository.");
        return full;
    }
}

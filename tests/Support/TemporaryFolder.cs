namespace Txt2Image.Tests.Support;

/// <summary>A folder that is deleted when it is no longer needed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    /// <summary>A new folder.</summary>
    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("txt2image-test-"))
    {
    }

    private TemporaryFolder(DirectoryInfo folder) => Path = folder.FullName;

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>The path of something in it.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A new folder in memory, where the system has such: for tests that open a database very often, which flushes its files.</summary>
    public static TemporaryFolder InMemory() => Directory.Exists(Memory)
        ? new TemporaryFolder(Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"txt2image-test-{Guid.NewGuid():N}")))
        : new TemporaryFolder();

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}

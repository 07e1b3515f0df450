namespace Txt2Image.Architecture.Tests;

/// <summary>A C# file of the repository.</summary>
/// <param name="Path">Its path from the repository's root.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] BuildFolders = ["bin", "obj"];

    /// <summary>All files written by hand, without build output.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. In(new DirectoryInfo(Repository.Root)).Select(Read)];

    /// <summary>The position of a character, as path and line.</summary>
    public string At(int index) => $"{Path}:{Text.AsSpan(0, index).Count('\n') + 1}";

    private static SourceFile Read(FileInfo file) =>
        new(System.IO.Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName));

    private static IEnumerable<FileInfo> In(DirectoryInfo folder) => folder.EnumerateFiles("*.cs")
        .Concat(folder.EnumerateDirectories().Where(IsSource).SelectMany(In))
        .OrderBy(file => file.FullName, StringComparer.Ordinal);

    private static bool IsSource(DirectoryInfo folder) =>
        folder.Name[0] != '.' && folder.Name != "node_modules" && !BuildFolders.Contains(folder.Name, StringComparer.Ordinal);
}

using System.Text.RegularExpressions;

namespace Txt2Image.Architecture.Tests;

/// <summary>The folders of a project depend on each other one way: there are no cycles.</summary>
public sealed partial class FolderTests
{
    /// <summary>Projects, and folders whose own subfolders must not form cycles either.</summary>
    public static TheoryData<string> Rooms =>
        ["Grains", "Clip", "Cli", "Cli/Ingest", "Cli/Collections", "Cli/Evaluating", "Hub", "Graphs", "Evaluation"];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Folders_OfARoom_FormNoCircle(string room)
    {
        var arrows = Arrows(room);

        Assert.NotEmpty(arrows);
        var circle = InCircles(arrows);
        Assert.True(circle.Count == 0, $"Folders of {room} that form a cycle:\n{string.Join('\n', circle)}");
    }

    [Fact]
    public void Circle_OfThreeFolders_IsFound()
    {
        Arrow[] arrows = [new("A", "B", "1.cs"), new("B", "C", "2.cs"), new("C", "A", "3.cs"), new("D", "A", "4.cs"), new("A", "E", "5.cs")];

        Assert.Equal(["A -> B (1.cs)", "B -> C (2.cs)", "C -> A (3.cs)"], InCircles(arrows).Select(arrow => arrow.ToString()));
    }

    /// <summary>Which top-level folder uses the namespace of which other one, and in which files. Files outside these folders do not count.</summary>
    private static List<Arrow> Arrows(string room)
    {
        var root = Path.Combine(Repository.Root, room);
        var folders = Directory.EnumerateDirectories(root).Select(folder => Path.GetFileName(folder)).ToHashSet(StringComparer.Ordinal);
        var name = Regex.Escape($"Txt2Image.{room.Replace('/', '.')}.");
        var named = new Regex($@"\b{name}(?<folder>\w+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        List<Arrow> arrows = [];
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
            if (parts is [_] or ["bin" or "obj", ..])
            {
                continue;
            }

            var text = Declaration().Replace(File.ReadAllText(file), "");
            var used = named.Matches(text).Select(match => match.Groups["folder"].Value).Distinct(StringComparer.Ordinal);
            var others = used.Where(folder => folder != parts[0] && folders.Contains(folder));
            arrows.AddRange(others.Select(folder => new Arrow(parts[0], folder, Path.GetRelativePath(root, file))));
        }

        return arrows;
    }

    /// <summary>The arrows that remain after folders that use no other, and folders that no other uses, are removed one by one.</summary>
    private static List<Arrow> InCircles(IReadOnlyList<Arrow> arrows)
    {
        List<Arrow> all = [.. arrows];
        while (true)
        {
            var left = all.FindAll(arrow => all.Exists(other => other.From == arrow.To) && all.Exists(other => other.To == arrow.From));
            if (left.Count == all.Count)
            {
                return left;
            }

            all = left;
        }
    }

    [GeneratedRegex(@"^namespace [\w.]+;", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();

    private sealed record Arrow(string From, string To, string File)
    {
        public override string ToString() => $"{From} -> {To} ({File})";
    }
}

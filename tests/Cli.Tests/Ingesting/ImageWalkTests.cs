using Txt2Image.Cli.Ingesting;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingesting;

public sealed class ImageWalkTests
{
    [Fact]
    public void Files_LinkedFolderInACircle_IsPassedOver()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right of their own there.");
        using var folder = PictureFolder.With("a.jpg");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "round"), folder.Path);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "linked.jpg"), Path.Combine(folder.Path, "a.jpg"));

        var found = new ImageWalk(folder.Path).Files().ToArray();

        Assert.Equal(["a.jpg", "linked.jpg"], found.Select(f => f.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(found, f => Assert.Equal(10, f.Length));
    }

    [Fact]
    public void Files_LinkToNothing_IsNamedAsUnreadable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right of their own there.");
        using var folder = PictureFolder.With("a.jpg");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "gone.jpg"), Path.Combine(folder.Path, "nowhere.jpg"));
        var unreadable = new List<string>();

        var found = new ImageWalk(folder.Path) { Unreadable = (name, _) => unreadable.Add(name) }.Files().ToArray();

        Assert.Single(found);
        Assert.Equal(["gone.jpg"], unreadable, StringComparer.Ordinal);
    }

    [Fact]
    public void Count_Folder_AgreesWithTheWalk()
    {
        using var folder = PictureFolder.With("a.jpg", "b/c.tiff", "b/d.heic", "e.md");

        Assert.Equal(3, ImageWalk.Count(folder.Path, CancellationToken.None));
    }
}

using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tests.Fakes;

namespace Txt2Image.Cli.Tests.Ingest.Sources;

public sealed class FolderSourceTests
{
    [Fact]
    public void Images_LinkedFolder_IsPassedOverUnlessAskedFor()
    {
        SkipWithoutLinks();
        using var folder = PictureFolder.With("a.jpg");
        using var elsewhere = PictureFolder.With("b.jpg");
        Directory.CreateSymbolicLink(folder.Of("linked"), elsewhere.Path);
        File.CreateSymbolicLink(folder.Of("linked.jpg"), folder.Of("a.jpg"));

        Assert.Equal(["a.jpg", "linked.jpg"], Names(folder, followLinks: false));
        Assert.Equal(["a.jpg", "linked.jpg", "linked/b.jpg"], Names(folder, followLinks: true));
    }

    [Fact]
    public void Images_LinksThatLeadRound_EndAndAreCounted()
    {
        SkipWithoutLinks();
        using var folder = PictureFolder.With("a.jpg", "b/c.jpg");
        Directory.CreateSymbolicLink(folder.Of("round"), folder.Path);
        Directory.CreateSymbolicLink(folder.Of("b/up"), folder.Path);
        Directory.CreateSymbolicLink(folder.Of("b/also"), folder.Of("b/up"));
        Directory.CreateSymbolicLink(folder.Of("itself"), folder.Of("itself"));
        var log = new SourceLog();

        Assert.Equal(["a.jpg", "b/c.jpg"], Names(folder, followLinks: true, log));
        Assert.Equal(3, log.Circles);
    }

    [Fact]
    public void Images_TwoFoldersLinkedToEachOther_End()
    {
        SkipWithoutLinks();
        using var folder = PictureFolder.With("a/1.jpg", "b/2.jpg");
        Directory.CreateSymbolicLink(folder.Of("a/to-b"), folder.Of("b"));
        Directory.CreateSymbolicLink(folder.Of("b/to-a"), folder.Of("a"));

        var names = Names(folder, followLinks: true);

        Assert.Contains("a/1.jpg", names);
        Assert.Contains("a/to-b/2.jpg", names);
        Assert.InRange(names.Length, 4, 8);
    }

    [Fact]
    public void Images_LinkToNothing_FailsByName()
    {
        SkipWithoutLinks();
        using var folder = PictureFolder.With("a.jpg");
        File.CreateSymbolicLink(folder.Of("gone.jpg"), folder.Of("nowhere.jpg"));
        var failed = new List<string>();

        Names(folder, log: new SourceLog { Failed = (name, _, code, _) => failed.Add($"{name} {code}") });

        Assert.Equal(["gone.jpg Unreadable"], failed, StringComparer.Ordinal);
    }

    [Fact]
    public void Images_FolderThatGoesAwayMeanwhile_MakesTheWalkIncomplete()
    {
        using var folder = PictureFolder.With("a.jpg", "b/c.jpg");
        var failed = new List<string>();
        var log = new SourceLog { Failed = (name, _, _, _) => failed.Add(name) };
        foreach (var image in new FolderSource(folder.Path, NameFilter.All, followLinks: false).Images(log))
        {
            Assert.Equal("a.jpg", image.Name);
            Directory.Delete(folder.Of("b"), recursive: true);
        }

        Assert.True(log.IsIncomplete);
        Assert.Equal(["b"], failed, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("*.jpg", null, "1.jpg", "raw/2.jpg", "raw/deep/4.jpg")]
    [InlineData("raw/**", null, "raw/2.jpg", "raw/3.png", "raw/deep/4.jpg")]
    [InlineData(null, "raw", "1.jpg", "web/5.PNG")]
    [InlineData(null, "raw/deep", "1.jpg", "raw/2.jpg", "raw/3.png", "web/5.PNG")]
    [InlineData("*.png", "raw/", "web/5.PNG")]
    public void Images_IncludedAndExcluded_AreThoseThatPatternsMean(string? include, string? exclude, params string[] expected)
    {
        using var folder = PictureFolder.With("1.jpg", "raw/2.jpg", "raw/3.png", "raw/deep/4.jpg", "web/5.PNG");
        var filter = new NameFilter(include is null ? [] : [new Glob(include)], exclude is null ? [] : [new Glob(exclude)]);

        Assert.Equal(expected, Names(folder, filter: filter));
    }

    private static string[] Names(PictureFolder folder, bool followLinks = false, SourceLog? log = null, NameFilter? filter = null)
    {
        var images = new FolderSource(folder.Path, filter ?? NameFilter.All, followLinks).Images(log ?? new SourceLog());
        return [.. images.Select(image => image.Name).Order(StringComparer.Ordinal)];
    }

    private static void SkipWithoutLinks() => Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows, creating links needs a special permission.");
}

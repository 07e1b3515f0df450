using System.Xml.Linq;

namespace Txt2Image.Architecture.Tests.Packages;

/// <summary>The profiles for programs that bring .NET along.</summary>
public sealed class PublishProfileTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "Properties", "PublishProfiles");

    [Fact]
    public void Profiles_OfThisRepository_AreSelfContainedForThePlatformInTheirName()
    {
        var profiles = Directory.EnumerateFiles(Folder, "*.pubxml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(["linux-arm64", "linux-x64", "osx-arm64", "win-x64"], profiles);
        Assert.All(profiles, profile =>
        {
            var properties =
                XDocument.Load(Path.Combine(Folder, $"{profile}.pubxml")).Descendants("PropertyGroup").Elements()
                    .ToDictionary(element => element.Name.LocalName, element => element.Value);
            Assert.Equal(profile, properties["RuntimeIdentifier"]);
            Assert.Equal("true", properties["SelfContained"]);
            Assert.EndsWith($"-{profile}/", properties["PublishDir"], StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("Api")]
    [InlineData("Cli")]
    [InlineData("Silo")]
    public void Program_ThatIsPublished_KnowsTheProfiles(string program)
    {
        var path = XDocument.Load(Path.Combine(Repository.Root, program, $"{program}.csproj")).Descendants("PublishProfileFullPath").Single().Value;

        Assert.Equal("$(MSBuildThisFileDirectory)../Properties/PublishProfiles/$(PublishProfile).pubxml", path);
    }
}

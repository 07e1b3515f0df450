using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Txt2Image.Grains.Hosting;

namespace Txt2Image.Grains.Tests.Hosting;

public sealed class OptionsTests
{
    [Fact]
    public void Nothing_IsAValidConfiguration()
    {
        var options = Read();
        Assert.Equal(("models/demo", "demo", 0), (options.Model, options.DefaultCollection, options.Devices.Count));
    }

    [Fact]
    public void AllFaults_AreListedAtOnce_EachByItsName()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(
            ("Txt2Image:Devices:0", "tpu"),
            ("Txt2Image:Encoding:MaxBatch", "0"),
            ("Txt2Image:DefaultCollection", "Not A Name"),
            ("Txt2Image:Images:Decoder", "gdi"),
            ("Txt2Image:Search:StoreDeadline", "00:00:20")));
        Assert.Equal(5, failure.Failures.Count());
        Assert.All(["Devices", "MaxBatch", "DefaultCollection", "Decoder", "StoreDeadline"], name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void ACluster_WithoutASharedFolderOfImages_OrWithAnAddressThatIsNone_IsRefused()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(
            ("Txt2Image:Cluster:Redis", "localhost:6379,nonsense=1"), ("Txt2Image:Cluster:Name", "My Cluster"), ("Txt2Image:Cluster:SiloPort", "0")));
        Assert.All(["Cluster:Redis", "Cluster:Name", "Cluster:SiloPort", "Images:Shared"], name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void VariablesOfThePythonDemo_AreReadAsAliases_BelowOurOwn()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("COLLECTION", "mine"), new("DEVICE", "cuda"), new("Txt2Image:DefaultCollection", "ours")]);
        var used = ConfigurationAliases.Apply(configuration);
        Assert.Equal("ours", configuration["Txt2Image:DefaultCollection"]);
        Assert.Equal("cuda:0", configuration["Txt2Image:Devices:0"]);
        Assert.Contains("DEVICE=cuda", Assert.Single(used), StringComparison.Ordinal);
    }

    private static Txt2ImageOptions Read(params (string Key, string Value)[] settings) => new ServiceCollection().AddTxt2ImageOptions(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
}

namespace Txt2Image.Hub.Tests;

public sealed class HubSettingsTests
{
    [Fact]
    public void Settings_OfTheEnvironment_AreThoseOfHuggingFacesTools()
    {
        using var home = new TemporaryFolder();
        File.WriteAllText(home["token"], " hf_stored\n");

        var stored = Read(("HF_HOME", home.Path));
        var given = Read(
            ("HF_HOME", home.Path), ("HF_TOKEN", "hf_given"), ("HF_ENDPOINT", "https://mirror.example/hub"), ("HF_HUB_CACHE", "/c"),
            ("HF_HUB_OFFLINE", "yes"));

        Assert.Equal(("hf_stored", false, Path.Combine(home.Path, "hub")), (stored.Token, stored.IsOffline, stored.Cache));
        Assert.Equal("https://huggingface.co/", stored.Endpoint.AbsoluteUri);
        Assert.Equal(("hf_given", true, "/c"), (given.Token, given.IsOffline, given.Cache));
        Assert.Equal("https://mirror.example/hub/", given.Endpoint.AbsoluteUri);
        Assert.Contains("HF_ENDPOINT", Assert.Throws<HubException>(() => Read(("HF_ENDPOINT", "mirror"))).Message, StringComparison.Ordinal);
    }

    private static HubSettings Read(params (string Name, string Value)[] variables) =>
        HubSettings.FromEnvironment(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}

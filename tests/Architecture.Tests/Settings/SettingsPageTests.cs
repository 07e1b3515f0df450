namespace Txt2Image.Architecture.Tests.Settings;

public sealed class SettingsPageTests
{
    private const string Write = "TXT2IMAGE_WRITE_DOCS";

    public static TheoryData<string> Keys => [.. DocumentedSettings.ByKey.Keys];

    [Fact]
    public void Page_OfAllSettings_IsWhatTheOptionsSay()
    {
        var page = File.ReadAllText(SettingsPage.Path);
        var renewed = SettingsPage.Renew(page);
        if (Environment.GetEnvironmentVariable(Write) == "1")
        {
            File.WriteAllText(SettingsPage.Path, renewed);
            return;
        }

        Assert.True(page == renewed, $"docs/settings.md differs from the options: run this test with {Write}=1, and commit the page");
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Setting_OfTheOptions_IsDocumentedInFull(string key)
    {
        var setting = DocumentedSettings.ByKey[key];

        Assert.Matches(@"^[A-Z`].*\.$", setting.Meaning);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Hostile;

/// <summary>A name is returned unchanged, or rejected with a reason.</summary>
public sealed class HostileNameTests(SharedServer shared)
{
    private const string Other = "other";

    private static readonly string[] Taken =
    [
        "\U0001F6B2 \U00020000.png", "bidi \u202Egnp.exe", "\u2066isolate\u2069.png", "\u2028separator.png", "zero\u200Bwidth.png", "e\u0301.png",
        "\uFEFFmark.png",
        "../../etc/passwd", "/absolute.png", @"C:\windows\system32.png", "..", ".", "quote\".png", "a%00b%2e%2e.png", "semi;colon=\"x\".png",
        "<b>.png",
        new('a', 255), string.Concat(Enumerable.Repeat("\U0001F6B2", 63)) + "png", new('b', 1024),
    ];

    private static readonly string[] Refused =
    [
        "line\nbreak.png", "carriage\rreturn.png", "tab\t.png", "nul\0.png", "escape\u001b[31m.png", "next\u0085line.png", new('c', 1025), "",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    /// <summary>All in one test, because some of these names break the test runner as arguments.</summary>
    [Fact]
    public async Task Upload_NamesThatOnlyLookBad_ComeBackAsGiven()
    {
        var collection = await Client.NewCollectionAsync();

        foreach (var name in Taken)
        {
            var endings = await UploadAsync(collection, name);

            Assert.All(endings, ending => Assert.Equal((name, "added", ""), (ending.Name, ending.Outcome, ending.Reason)));
            Assert.Equal([name], (await HeldNamesAsync(collection)).Except([Other], StringComparer.Ordinal));

            var both = new[] { 1, 2 }.Select(picture => new { id = ImageId.Of(Png.Of(picture)), name });
            using var removed =
                await Client.PostJsonAsync($"/collections/{collection}/names/remove", JsonSerializer.Serialize(new { names = both }));
            Assert.Equal(2, (await removed.JsonAsync()).GetProperty("deletedImages").GetInt32());
        }
    }

    [Fact]
    public async Task Upload_NamesThatAreBad_AreRefusedForAReason()
    {
        var collection = await Client.NewCollectionAsync();

        foreach (var name in Refused)
        {
            var endings = await UploadAsync(collection, name);

            Assert.All(endings, ending => Assert.Equal((name, "InvalidRequest"), (ending.Name, ending.Outcome)));
        }

        Assert.Equal([Other], await HeldNamesAsync(collection));
        await Client.AssertGoesOnAsync(collection);
    }

    /// <summary>
    /// Uploads one picture named in the metadata and one named in its own header, with a third, because the failure of all images would fail the
    /// whole request.
    /// </summary>
    private async Task<IReadOnlyList<Ending>> UploadAsync(string collection, string name)
    {
        using var form = new MultipartFormDataContent
            { { JsonContent.Create(new object[] { new { name }, new { }, new { name = Other } }), "metadata" } };
        form.AddImage("told.png", Png.Of(1));
        var named = new ByteArrayContent(Png.Of(2));
        named.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=image; filename*=UTF-8''{Uri.EscapeDataString(name)}");
        form.Add(named);
        form.AddImage("other.png", Png.Of(3));
        using var response = await Client.PostAsync($"/collections/{collection}/images", form, Token);
        return [.. (await response.JsonAsync()).GetProperty("images").EnumerateArray().Take(2).Select(HostileUploads.Check)];
    }

    /// <summary>Returns the distinct names in the collection.</summary>
    private async Task<HashSet<string>> HeldNamesAsync(string collection) =>
        [.. (await Client.GetJsonAsync($"/collections/{collection}/images")).GetProperty("images").EnumerateArray()
            .SelectMany(image => image.GetProperty("names").EnumerateArray()).Select(name => name.GetString()!)];
}

using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Search;

/// <summary>What a misspelt search may have been.</summary>
public sealed class SuggestionTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HttpClient Client => shared.Client;

    [Fact]
    public async Task Search_Misspelt_IsAnsweredAsItIsWithASuggestion()
    {
        var gallery = await Client.NewGalleryAsync(3);

        var answer = await SuggestedAsync($"/search?q=a+red+bicyle+%2B+sno&collection={gallery}");

        Assert.Equal(("a red bicyle + sno", "a red bicycle + sno"), (answer.Text("query"), answer.Text("suggestion")));
        Assert.Equal(3, answer.GetProperty("hits").GetArrayLength());
    }

    [Fact]
    public async Task Search_MisspeltWordOfACaption_IsSuggestedFromIt()
    {
        var name = await Client.NewCollectionAsync();
        using var form = new MultipartFormDataContent();
        form.Add(JsonContent.Create(new[] { new { caption = "Grandmother at the Gornergrat", fields = new { who = "Quentin" } } }), "metadata");
        form.AddImage("1.png", Png.Of(1));
        (await Client.PostAsync($"/collections/{name}/images", form, Token)).Dispose();

        Assert.Equal("gornergrat", (await SuggestedAsync($"/search?q=gornegrat&collection={name}")).Text("suggestion"));
        Assert.Equal("quentin", (await SuggestedAsync($"/search?q=qeuntin&collection={name}")).Text("suggestion"));
    }

    [Theory]
    [InlineData("q=a+red+bicycle")]
    [InlineData("q=zermatt")]
    [InlineData("q=bicyle&offset=1")]
    public async Task Search_WellSpeltOrOnALaterPage_HasNoSuggestion(string query)
    {
        var gallery = await Client.NewGalleryAsync(3);

        var answer = await Client.GetJsonAsync($"/search?{query}&collection={gallery}");

        Assert.False(answer.TryGetProperty("suggestion", out _));
    }

    /// <summary>An answer that comes before the words of the captions are known has no suggestion; a later one has.</summary>
    private async Task<JsonElement> SuggestedAsync(string url)
    {
        while (true)
        {
            var answer = await Client.GetJsonAsync(url);
            if (answer.TryGetProperty("suggestion", out _))
            {
                return answer;
            }

            await Task.Yield();
            Token.ThrowIfCancellationRequested();
        }
    }
}

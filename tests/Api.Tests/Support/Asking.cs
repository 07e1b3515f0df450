using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Txt2Image.Api.Tests.Support;

/// <summary>The requests that tests make, and checks of failures.</summary>
internal static class Asking
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string url)
    {
        using var response = await client.GetAsync(url, Token);
        return await response.JsonAsync();
    }

    /// <summary>Asserts that an answer is a well-formed problem, and returns it.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(status == (int)response.StatusCode, $"{response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        string[] members = ["type", "title", "status", "code", "detail", "traceId"];
        Assert.Equal(members, problem.EnumerateObject().Select(member => member.Name));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.Text("detail"));
        Assert.NotEmpty(problem.Text("traceId"));
        return problem;
    }

    public static async Task<JsonElement> GetProblemAsync(this HttpClient client, string url, int status, string code)
    {
        using var response = await client.GetAsync(url, Token);
        return await response.ProblemAsync(status, code);
    }

    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;

    /// <summary>Creates a collection with a unique name.</summary>
    public static async Task<string> NewCollectionAsync(this HttpClient client)
    {
        var name = $"c{Guid.NewGuid():N}"[..20];
        using var response = await client.PutAsync($"/collections/{name}", content: null, Token);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return name;
    }

    /// <summary>Creates a collection with this many pictures, named 0.png, 1.png…, with the captions "picture 0"…</summary>
    public static async Task<string> NewGalleryAsync(this HttpClient client, int count)
    {
        var name = await client.NewCollectionAsync();
        using var form = new MultipartFormDataContent();
        form.Add(JsonContent.Create(Enumerable.Range(0, count).Select(i => new { caption = $"picture {i}" })), "metadata");
        for (var i = 0; i < count; i++)
        {
            form.AddImage($"{i}.png", Png.Of(i));
        }

        using var response = await client.PostAsync($"/collections/{name}/images", form, Token);
        var answer = await response.JsonAsync();
        Assert.All(answer.GetProperty("images").EnumerateArray(), image => Assert.Equal("added", image.Text("status")));
        return name;
    }

    public static void AddImage(this MultipartFormDataContent form, string name, byte[] bytes) =>
        form.Add(new ByteArrayContent(bytes), "image", name);

    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient client, string collection, params (string Name, byte[] Bytes)[] images)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in images)
        {
            form.AddImage(name, bytes);
        }

        return await client.PostAsync($"/collections/{collection}/images", form, Token);
    }

    /// <summary>Posts JSON text unchanged.</summary>
    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string url, string json) =>
        client.PostAsync(url, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Token);
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Api.Tests.Hostile;

/// <summary>Uploads hostile files and checks that each succeeds, or fails with a reason that a person understands.</summary>
internal static partial class HostileUploads
{
    /// <summary>Files in a request: as many as the server decodes together.</summary>
    public const int InRequest = 16;

    private const int LongestReason = 300;

    /// <summary>Enough for a full request on two cores if each file takes ten seconds, but not for one that hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(80);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Uploads the files of one request, at least two, and returns each outcome.</summary>
    public static async Task<List<Ending>> UploadHostileAsync(
        this HttpClient client, string collection, IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        var names = string.Join(", ", files.Select(file => file.Name));
        try
        {
            using var response = await client.UploadAsync(collection, [.. files]).WaitAsync(Patience, Token);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode} for {names}");
            var images = (await response.JsonAsync()).GetProperty("images").EnumerateArray().ToList();
            Assert.Equal(files.Select(file => file.Name), images.Select(image => image.Text("name")));
            return [.. images.Select(Check)];
        }
        catch (Exception exception) when (exception is TimeoutException or HttpRequestException)
        {
            throw new InvalidOperationException($"The server hung or fell over with one of {names}.", exception);
        }
    }

    /// <summary>Checks that the server still adds a good picture and finds it.</summary>
    public static async Task AssertGoesOnAsync(this HttpClient client, string collection)
    {
        using var added = await client.UploadAsync(collection, ("after.png", Png.Of(4711)));
        Assert.Equal("added", (await added.JsonAsync()).GetProperty("images")[0].Text("status"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/search?q=a%20picture&k=1000&collection={collection}");
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        using var response = await client.SendAsync(request, Token);
        var hits = (await response.JsonAsync()).GetProperty("hits").EnumerateArray();
        Assert.NotEmpty(hits);
        using var ready = await client.GetAsync("/health/ready", Token);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    /// <summary>Returns an image's outcome, and checks that it is a valid one.</summary>
    public static Ending Check(JsonElement image)
    {
        var (name, status) = (image.Text("name"), image.Text("status"));
        if (status != "failed")
        {
            Assert.True(status is "added" or "updated" or "unchanged", $"{name}: {status}");
            return new Ending(name, status, "", image.Text("imageUrl"), image.Text("thumbnailUrl"));
        }

        var (code, detail) = (image.GetProperty("error").Text("code"), image.GetProperty("error").Text("detail"));
        Assert.True(ReasonOf(code)?.IsMatch(detail) == true, $"{name}: '{detail}' is not a message for {code}");
        Assert.True(detail.Length <= LongestReason && !NotOurs().IsMatch(detail), $"{name}: '{detail}' is not one of our messages");
        return new Ending(name, code, detail);
    }

    /// <summary>The messages for a code; null for codes that a file's bytes or name must not cause.</summary>
    private static Regex? ReasonOf(string code) => code switch
    {
        "CorruptImage" => Corrupt(),
        "TooLarge" => TooLarge(),
        "UnsupportedMediaType" => Unsupported(),
        "InvalidRequest" => Invalid(),
        _ => null,
    };

    [GeneratedRegex(
        @"^The (Jpeg|Png|WebP|Gif|Tiff|Heic|Avif|Jxl|Bmp|Tga|Pbm|camera RAW) file( \([^)]+\))? is truncated or damaged"
            + @"(: a part of it is outside the file)?\.( Files that lack pixels are accepted if the setting Images:AllowTruncated is true\.)?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Corrupt();

    [GeneratedRegex(@"^The image has \d+ x \d+ = \d+ pixels: .+\.$", RegexOptions.NonBacktracking)]
    private static partial Regex TooLarge();

    [GeneratedRegex("^[A-Z].+ Supported formats: " + ImageFormats.Read + @"\.$", RegexOptions.NonBacktracking)]
    private static partial Regex Unsupported();

    [GeneratedRegex(@"^(The file is empty|.*\bname\b.*)\.$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Invalid();

    [GeneratedRegex(@"vips|lib(jpeg|png|webp|tiff)|spng|nsgif|exception|0x[0-9a-f]|/(tmp|usr|root|home|work)|\.(cs|so|dll)\b|[\x00-\x1f\x7f-\x9f]",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NotOurs();
}

/// <summary>The outcome of a file: a status, or a failure's code and reason.</summary>
internal sealed record Ending(string Name, string Outcome, string Reason, string? ImageUrl = null, string? ThumbnailUrl = null)
{
    public bool Failed => ImageUrl is null;
}

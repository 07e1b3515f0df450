using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Ingesting.Sources;

namespace Txt2Image.Cli.Ingesting.Sending;

/// <summary>
/// One request that carries several images: what is told of them as metadata (a file name in a header cannot hold every name), then their bytes.
/// </summary>
internal static class UploadRequest
{
    public static HttpRequestMessage Create(string path, IReadOnlyList<ImageFile> images)
    {
        var metadata = new JsonArray([.. images.Select(Describe)]).ToJsonString();
        var body = new MultipartFormDataContent { { new StringContent(metadata, Encoding.UTF8, MediaTypeNames.Application.Json), "metadata" } };
        foreach (var image in images)
        {
            var part = new ImageContent(image);
            part.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Octet);
            body.Add(part, "file", "image");
        }

        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        // So that a file too large is refused before it is sent.
        request.Headers.ExpectContinue = images.Sum(f => f.Length) > Batches.MaxBytes;
        return request;
    }

    private static JsonNode Describe(ImageFile image)
    {
        var item = new JsonObject { ["name"] = image.Name };
        if (image.Details.Caption is { } caption)
        {
            item["caption"] = caption;
        }

        if (image.Details.Fields is { } fields)
        {
            item["fields"] = JsonNode.Parse(fields);
        }

        return item;
    }
}

using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace Txt2Image.Cli.Ingesting;

/// <summary>
/// One request that carries several images: their names as metadata (a file name in a header cannot hold every name), then their bytes.
/// </summary>
internal static class UploadRequest
{
    public static HttpRequestMessage Create(string collection, IReadOnlyList<ImageFile> files)
    {
        var names = JsonSerializer.Serialize(files.Select(f => new { name = f.Name }));
        var body = new MultipartFormDataContent { { new StringContent(names, Encoding.UTF8, MediaTypeNames.Application.Json), "metadata" } };
        foreach (var file in files)
        {
            var part = new FileContent(file);
            part.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Octet);
            body.Add(part, "file", HeaderName(file.Name));
        }

        var request = new HttpRequestMessage(HttpMethod.Post, $"collections/{Uri.EscapeDataString(collection)}/images") { Content = body };
        // So that a file too large is refused before it is sent.
        request.Headers.ExpectContinue = files.Sum(f => f.Length) > Batches.MaxBytes;
        return request;
    }

    private static string HeaderName(string name) =>
        string.Concat(name.Select(c => char.IsControl(c) || c is '"' or '\\' ? '_' : c));
}

using System.Globalization;
using System.Text.Json;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Api.Requests;

/// <summary>Reads a JSON body, and explains what is wrong with an invalid one.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Whether a request has a body.</summary>
    public static bool IsThere(HttpRequest request) => request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;

    /// <summary>Reads the body.</summary>
    public static async Task<JsonElement> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            throw new Txt2ImageException(ErrorCode.UnsupportedMediaType, "This route reads a JSON body: send Content-Type: application/json.");
        }

        try
        {
            // Cloned, so that the document's pooled memory can be returned here.
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw NotJson("The body", exception);
        }
    }

    /// <summary>Parses JSON text.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8, string what)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw NotJson(what, exception);
        }
    }

    private static Txt2ImageException NotJson(string what, JsonException exception) => Wrong.Invalid(string.Create(
        CultureInfo.InvariantCulture,
        $"{what} is not valid JSON, or has a member twice (line {exception.LineNumber + 1 ?? 1}, byte {exception.BytePositionInLine + 1 ?? 1})."));
}

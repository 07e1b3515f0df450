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
        RequireJson(request);
        try
        {
            // Cloned, so that the document's pooled memory can be returned here.
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, cancellationToken);
            ReadAll(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw NotJson("The body", exception);
        }
        catch (InvalidOperationException)
        {
            throw NotText("The body");
        }
    }

    /// <exception cref="Txt2ImageException">UnsupportedMediaType: the request says that its body is something else.</exception>
    public static void RequireJson(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw new Txt2ImageException(ErrorCode.UnsupportedMediaType, "This route reads a JSON body: send Content-Type: application/json.");
        }
    }

    /// <summary>Parses JSON text.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8, string what)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            ReadAll(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw NotJson(what, exception);
        }
        catch (InvalidOperationException)
        {
            throw NotText(what);
        }
    }

    /// <summary>
    /// Reads every string and name once, so that no later reader meets one that is no text: JSON can escape half of a surrogate pair, and its bytes
    /// may not be UTF-8.
    /// </summary>
    private static void ReadAll(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var value in json.EnumerateArray())
                {
                    ReadAll(value);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    _ = member.Name;
                    ReadAll(member.Value);
                }

                break;
        }
    }

    private static Txt2ImageException NotText(string what) =>
        Wrong.Invalid($"{what} contains a string that is not text: half of a surrogate pair, or bytes that are not UTF-8.");

    private static Txt2ImageException NotJson(string what, JsonException exception) => Wrong.Invalid(string.Create(
        CultureInfo.InvariantCulture,
        $"{what} is not valid JSON, or has a member twice (line {exception.LineNumber + 1 ?? 1}, byte {exception.BytePositionInLine + 1 ?? 1})."));
}

using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Txt2Image.Api.Requests;

namespace Txt2Image.Api.Images.Upload;

/// <summary>Reads the parts of a multipart form.</summary>
internal static class FormParts
{
    public const string MediaType = "multipart/form-data";

    private const int MaxBoundary = 200;

    /// <summary>Opens the form that is a request's body.</summary>
    public static MultipartReader Open(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        return boundary?.Length is > 0 and <= MaxBoundary
            ? new MultipartReader(boundary, request.Body)
            : throw Wrong.Invalid($"The content type multipart/form-data must have a boundary of 1 to {MaxBoundary} characters.");
    }

    /// <summary>Returns the name of the form field and, if the part is a file, its file name.</summary>
    public static (string Field, string? FileName) Describe(MultipartSection section)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || disposition.DispositionType != "form-data")
        {
            throw Wrong.Invalid("Each part of a form must have a header Content-Disposition: form-data; name=\"…\".");
        }

        var fileName = disposition.FileNameStar.HasValue ? WithoutFakePath(disposition.FileNameStar.Value!) : FileNameOf(disposition.FileName);
        return (Unescape(disposition.Name) ?? "", fileName);
    }

    /// <summary>The name of a file without the folder that browsers invent for it (HTML, 4.10.5.4: <c>C:\fakepath\</c>).</summary>
    public static string WithoutFakePath(string name)
    {
        const string FakePath = @"C:\fakepath\";
        return name.StartsWith(FakePath, StringComparison.OrdinalIgnoreCase) ? name[FakePath.Length..] : name;
    }

    /// <summary>Reads from a form; one that is malformed is an invalid request.</summary>
    /// <param name="read">The reading.</param>
    /// <param name="note">What else the client must know about the fault.</param>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> read, string note = "")
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Wrong.Invalid($"The multipart body is malformed or ends early.{note}");
        }
    }

    /// <summary>A quoted file name. Clients that do not escape backslashes are recognised by that folder, before any is read as an escape.</summary>
    private static string? FileNameOf(StringSegment quoted)
    {
        var raw = HeaderUtilities.RemoveQuotes(quoted).Value;
        var rest = raw is null ? raw : WithoutFakePath(raw);
        return rest == raw ? Unescape(quoted) is { } name ? WithoutFakePath(name) : null : Unescape($"\"{rest}\"");
    }

    /// <summary>Unescapes a name. Clients escape a quotation mark either with a backslash or as %22.</summary>
    private static string? Unescape(StringSegment text) =>
        text.HasValue ? HeaderUtilities.UnescapeAsQuotedString(text).Value?.Replace("%22", "\"", StringComparison.Ordinal) : null;
}

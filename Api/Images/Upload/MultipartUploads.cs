using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Ingesting;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Images.Upload;

/// <summary>
/// Reads images from a multipart form one by one, so that only one is in memory here. The fields name, caption, fields and replaces describe the file
/// that follows; the part metadata, before all files, describes every file.
/// </summary>
internal sealed class MultipartUploads(HttpRequest request, int maxBytes, UploadGate.UploadMemory memory)
{
    private const string Metadata = "metadata";
    private static readonly string[] KnownFields = [Metadata, .. UploadDetails.Names];
    private IReadOnlyList<UploadDetails>? _all;
    private UploadDetails _next;

    public async IAsyncEnumerable<ImageUpload> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = FormParts.Open(request);
        var count = 0;
        while (await GuardAsync(() => reader.ReadNextSectionAsync(cancellationToken)) is { } section)
        {
            var (field, fileName) = FormParts.Describe(section);
            if (fileName is null || field == Metadata)
            {
                await ReadFieldAsync(field, section, count, cancellationToken);
            }
            else if (await ReadFileAsync(section, fileName, count, cancellationToken) is { } upload)
            {
                count++;
                yield return upload;
            }
        }

        foreach (var details in _all?.Skip(count) ?? [])
        {
            yield return ImageUpload.Refused(
                details.Name ?? "", ErrorCode.InvalidRequest, "The part metadata describes this image, but the request does not contain it.");
        }
    }

    /// <summary>Reads the image in a part; null for a file field without a file.</summary>
    private async Task<ImageUpload?> ReadFileAsync(MultipartSection section, string fileName, int index, CancellationToken cancellationToken)
    {
        var isWithinLimit = index < UploadLimits.Images;
        var part = isWithinLimit ? await GuardAsync(() => PartReader.ReadAsync(section.Body, maxBytes, memory, cancellationToken)) : default;
        if (fileName.Length == 0 && part.Bytes is { Length: 0 })
        {
            return null;
        }

        var details = _next.Over(index < _all?.Count ? _all[index] : default);
        _next = default;
        var name = details.Name ?? fileName;
        if (!isWithinLimit)
        {
            return ImageUpload.Refused(
                name, ErrorCode.TooLarge, $"A request can have at most {UploadLimits.Images} images: send this one separately.");
        }

        return index < (_all?.Count ?? int.MaxValue)
            ? details.ToUpload(name, part, maxBytes)
            : ImageUpload.Refused(name, ErrorCode.InvalidRequest, $"The part metadata describes {_all!.Count} files, and this is one more.")
                with { Bytes = part.Bytes };
    }

    private async Task ReadFieldAsync(string field, MultipartSection section, int filesBefore, CancellationToken cancellationToken)
    {
        var part = await GuardAsync(() => PartReader.ReadAsync(section.Body, UploadLimits.FieldBytes, memory, cancellationToken));
        var bytes = part.Bytes ?? throw (part.HasNoRoom
            ? UploadGate.Busy()
            : new Txt2ImageException(ErrorCode.TooLarge, $"The part {field} is larger than {UploadLimits.FieldBytes >> 20} MB."));
        memory.Return(bytes.Length);
        switch (field)
        {
            case Metadata when filesBefore > 0: throw Wrong.Invalid("The part metadata must come before all files.");
            case Metadata: _all = UploadDetails.ReadAll(bytes); break;
            case "name": _next = _next with { Name = Encoding.UTF8.GetString(bytes) }; break;
            case "caption": _next = _next with { Caption = Encoding.UTF8.GetString(bytes) }; break;
            case "fields": _next = _next with { Fields = FieldsJson.Parse(Encoding.UTF8.GetString(bytes)) }; break;
            case "replaces": _next = _next with { Replaces = ReadId(field, Encoding.UTF8.GetString(bytes)) }; break;
            default: throw Wrong.Unknown("form field without a file name", field, KnownFields);
        }
    }

    private static Guid ReadId(string field, string text) => Guid.TryParse(text, out var id) ? id : throw Wrong.Id(field, $"'{text}'");

    private static Task<T> GuardAsync<T>(Func<Task<T>> read) => FormParts.GuardAsync(read, " Images before the fault may have been added.");
}

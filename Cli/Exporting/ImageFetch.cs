using System.Security.Cryptography;
using System.Text.Json;
using Txt2Image.Cli.Collections;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Exporting;

/// <summary>An image as the server lists it, as far as an export needs to know it.</summary>
internal record ListedImage(Guid Id, IReadOnlyList<string> Names, string? MediaType, long Bytes, JsonElement? Fields)
{
    /// <summary>Whether the server has a preview in place of its original.</summary>
    public bool IsPreviewOnly =>
        Fields is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty("previewOnly", out var value) && value.ValueKind == JsonValueKind.True;
}

/// <summary>Fetches images' bytes, each under a draft's name until it is whole and, unless it is a preview, is what its id says.</summary>
internal sealed class ImageFetch(ServerClient client, string collection, ExportFolder folder)
{
    /// <summary>Fetches an image unless it is there.</summary>
    /// <returns>Why it could not be fetched, or null.</returns>
    public async Task<string?> FetchAsync(ListedImage image, CancellationToken cancellationToken)
    {
        var file = folder.FileOf(image);
        if (new FileInfo(file) is { Exists: true } there && (image.IsPreviewOnly || there.Length == image.Bytes))
        {
            return null;
        }

        byte[] bytes;
        try
        {
            bytes = await client.GetBytesAsync($"{CollectionPath.Of(collection)}/images/{image.Id:D}", RetryPolicy.Bulk, cancellationToken);
        }
        catch (ServerRefusedException exception) when (!exception.IsBusy)
        {
            return exception.Message;
        }

        if (!image.IsPreviewOnly && IdOf(bytes) != image.Id)
        {
            return "the server has other bytes than those it was added with";
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(ExportFolder.Draft(file), bytes, cancellationToken);
        File.Move(ExportFolder.Draft(file), file, overwrite: true);
        return null;
    }

    /// <summary>An image's id: the first 128 bits of the SHA-256 of its bytes.</summary>
    public static Guid IdOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}

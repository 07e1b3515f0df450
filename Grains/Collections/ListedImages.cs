using System.Security.Cryptography;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Collections;

/// <summary>Converts points to what is listed of them.</summary>
internal static class ListedImages
{
    /// <summary>A point as it is listed, without its embedding.</summary>
    public static ListedImage Of(Point point) => new()
    {
        Id = point.Id,
        Names = [.. point.Payload.Names],
        Caption = point.Payload.Caption,
        Fields = FieldsJson.Show(point.Payload.Fields),
        Width = point.Payload.Width,
        Height = point.Payload.Height,
        MediaType = point.Payload.MediaType,
        Bytes = point.Payload.Bytes,
        Taken = TimelinePlace.Of(point).Taken,
        ThumbHash = point.Payload.ThumbHash,
    };

    /// <summary>The same with its tag.</summary>
    public static ListedImage WithTag(Point point)
    {
        var image = Of(point);
        return image with { Tag = TagOf(image) };
    }

    /// <summary>Hashes everything that a write can change. Texts begin with their length, so that no two images have the same input.</summary>
    private static string TagOf(ListedImage image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(image.Caption);
        Append(image.Fields);
        foreach (var name in image.Names)
        {
            Append(name);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));

        void Append(string? text)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(text ?? "");
            hash.AppendData(BitConverter.GetBytes(text is null ? -1 : bytes.Length));
            hash.AppendData(bytes);
        }
    }
}

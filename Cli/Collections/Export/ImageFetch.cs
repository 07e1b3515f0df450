using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.Export;

/// <summary>Downloads images. Each keeps a draft name until it is complete and, unless it is a preview, matches its id.</summary>
internal sealed class ImageFetch(Txt2ImageClient client, string collection, ExportFolder folder)
{
    /// <summary>Downloads an image unless it is there.</summary>
    /// <returns>Why it could not be downloaded, or null.</returns>
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
            bytes = await client.GetImageAsync(collection, image.Id, cancellationToken);
        }
        catch (ServerErrorException exception) when (!exception.IsBusy)
        {
            return exception.Message;
        }

        if (!image.IsPreviewOnly && ImageId.Of(bytes) != image.Id)
        {
            return "the server's bytes differ from those that were added";
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(ExportFolder.Draft(file), bytes, cancellationToken);
        File.Move(ExportFolder.Draft(file), file, overwrite: true);
        return null;
    }
}

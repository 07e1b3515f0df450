using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Sending;

/// <summary>
/// Groups images into requests that are bounded in number, in bytes and in what they keep in memory; an image over a bound is sent alone.
/// </summary>
internal static class Batches
{
    public const int MaxImages = 16;
    public const long MaxBytes = 8 << 20;

    /// <summary>Several batches are sent at a time, so that this bounds the memory that archives take.</summary>
    public const long MaxBuffered = 4 << 20;

    /// <summary>The server takes 1 MB of metadata in a request.</summary>
    public const long MaxDetails = 200_000;

    public static async IAsyncEnumerable<IReadOnlyList<ImageFile>> Of(
        IAsyncEnumerable<ImageFile> files, int maxImages = MaxImages, long maxBytes = MaxBytes)
    {
        var batch = new List<ImageFile>();
        long bytes = 0, buffered = 0, details = 0;
        await foreach (var file in files)
        {
            var characters = file.Name.Length + (file.Details.Caption?.Length ?? 0) + (file.Details.Fields?.Length ?? 0);
            var isFull = batch.Count == maxImages
                || bytes + file.Length > maxBytes
                || buffered + file.BufferedBytes > MaxBuffered
                || details + characters > MaxDetails;
            if (batch.Count > 0 && isFull)
            {
                yield return batch;
                batch = [];
                bytes = buffered = details = 0;
            }

            batch.Add(file);
            bytes += file.Length;
            buffered += file.BufferedBytes;
            details += characters;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}

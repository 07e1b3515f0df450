using Txt2Image.Cli.Ingesting.Sources;

namespace Txt2Image.Cli.Ingesting.Sending;

/// <summary>
/// Groups images into requests that are bounded in number, in bytes and in what is held in memory; an image over a bound travels alone.
/// </summary>
internal static class Batches
{
    public const int MaxImages = 16;
    public const long MaxBytes = 8 << 20;

    /// <summary>Several batches are under way at a time, so that this bounds the memory that archives take.</summary>
    public const long MaxHeld = 4 << 20;

    /// <summary>The server takes 1 MB of what is told of a batch's images.</summary>
    public const long MaxDetails = 200_000;

    public static async IAsyncEnumerable<IReadOnlyList<ImageFile>> Of(
        IAsyncEnumerable<ImageFile> files, int maxImages = MaxImages, long maxBytes = MaxBytes)
    {
        var batch = new List<ImageFile>();
        long bytes = 0, held = 0, details = 0;
        await foreach (var file in files)
        {
            var characters = file.Name.Length + (file.Details.Caption?.Length ?? 0) + (file.Details.Fields?.Length ?? 0);
            var isFull = batch.Count == maxImages
                || bytes + file.Length > maxBytes
                || held + file.Held > MaxHeld
                || details + characters > MaxDetails;
            if (batch.Count > 0 && isFull)
            {
                yield return batch;
                batch = [];
                bytes = held = details = 0;
            }

            batch.Add(file);
            bytes += file.Length;
            held += file.Held;
            details += characters;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}

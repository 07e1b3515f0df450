namespace Txt2Image.Cli.Ingesting;

/// <summary>Groups images into requests that are bounded in number and bytes; an image over the bound travels alone.</summary>
internal static class Batches
{
    public const int MaxImages = 16;
    public const long MaxBytes = 8 << 20;

    public static IEnumerable<IReadOnlyList<ImageFile>> Of(IEnumerable<ImageFile> files, int maxImages = MaxImages, long maxBytes = MaxBytes)
    {
        var batch = new List<ImageFile>();
        var bytes = 0L;
        foreach (var file in files)
        {
            if (batch.Count > 0 && (batch.Count == maxImages || bytes + file.Length > maxBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(file);
            bytes += file.Length;
        }

        if (batch.Count > 0)
            yield return batch;
    }
}

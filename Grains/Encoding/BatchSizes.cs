using Txt2Image.Clip.Inference;

namespace Txt2Image.Grains.Encoding;

/// <summary>The most that a device takes in one batch.</summary>
/// <param name="Texts">Questions.</param>
/// <param name="Images">Images that are being ingested.</param>
internal readonly record struct BatchSizes(int Texts, int Images)
{
    /// <summary>An accelerator takes what is configured; a plain processor no more than its cores can work on within their caches.</summary>
    public static BatchSizes Of(DeviceName device, int cores, EncodingOptions options)
    {
        if (device.IsCuda)
        {
            return new BatchSizes(options.MaxBatch, options.MaxBatch);
        }

        var texts = options.MaxBatchPerCore * cores;
        return new BatchSizes(Math.Min(options.MaxBatch, texts), Math.Min(options.MaxBatch, Math.Max(1, texts / 2)));
    }
}

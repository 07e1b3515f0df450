using Txt2Image.Clip.Inference;

namespace Txt2Image.Grains.Encoding;

/// <summary>The largest batches of a device.</summary>
/// <param name="Texts">Texts of queries.</param>
/// <param name="Images">Ingested images.</param>
internal readonly record struct BatchSizes(int Texts, int Images)
{
    /// <summary>An accelerator uses the configured size; a CPU no more than its cores can process within their caches.</summary>
    public static BatchSizes Of(DeviceName device, int cores, EncodingOptions options)
    {
        if (!device.IsCpu)
        {
            return new BatchSizes(options.MaxBatch, options.MaxBatch);
        }

        var texts = options.MaxBatchPerCore * cores;
        return new BatchSizes(Math.Min(options.MaxBatch, texts), Math.Min(options.MaxBatch, Math.Max(1, texts / 2)));
    }
}

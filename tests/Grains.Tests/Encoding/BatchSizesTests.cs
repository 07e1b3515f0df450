using Txt2Image.Clip.Inference;
using Txt2Image.Grains.Encoding;

namespace Txt2Image.Grains.Tests.Encoding;

public sealed class BatchSizesTests
{
    [Theory]
    [InlineData("cuda:0", 1, 16, 64, 64)]
    [InlineData("cpu", 2, 16, 32, 16)]
    [InlineData("cpu", 16, 16, 64, 64)]
    [InlineData("cpu", 1, 1, 1, 1)]
    public void Of_ADevice_IsAtLeastOneAndAtMostTheSetting(string device, int cores, int perCore, int texts, int images) => Assert.Equal(
        new BatchSizes(texts, images),
        BatchSizes.Of(DeviceName.Parse(device), cores, new EncodingOptions { MaxBatch = 64, MaxBatchPerCore = perCore }));
}

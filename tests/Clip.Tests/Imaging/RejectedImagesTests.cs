using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

public class RejectedImagesTests
{
    private static readonly ImagePreparer Preparer = new(new());

    [Fact]
    public async Task Prepare_EveryBadFile_IsRefusedWithItsFault()
    {
        var rejected = GoldenImages.Rejected();
        Assert.Equal(15, rejected.Length);
        foreach (var (file, expected) in rejected)
        {
            var e = await Assert.ThrowsAsync<ImageException>(() => Preparer.PrepareAsync(GoldenImages.Read(file), new(224, 224), default));
            Assert.True(Fault(expected) == e.Fault, $"{file}: {expected}, but {e.Fault} ({e.Message})");
            Assert.DoesNotContain("vips", e.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static ImageFault Fault(string expected) => expected switch
    {
        _ when expected.StartsWith("pixel limit", StringComparison.Ordinal) => ImageFault.TooManyPixels,
        _ when expected.StartsWith("unsupported", StringComparison.Ordinal) => ImageFault.Unsupported,
        _ when expected.StartsWith("empty", StringComparison.Ordinal) => ImageFault.Empty,
        _ => ImageFault.Corrupt,
    };
}

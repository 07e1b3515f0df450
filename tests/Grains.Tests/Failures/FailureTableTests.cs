using Orleans.Runtime;
using Txt2Image.Clip.Imaging;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Failures;
using Txt2Image.Storage;

namespace Txt2Image.Grains.Tests.Failures;

public sealed class FailureTableTests
{
    [Theory]
    [InlineData(StoreFault.NotFound, ErrorCode.NotFound)]
    [InlineData(StoreFault.Conflict, ErrorCode.Conflict)]
    [InlineData(StoreFault.Mismatch, ErrorCode.Conflict)]
    [InlineData(StoreFault.Unavailable, ErrorCode.Unavailable)]
    [InlineData(StoreFault.Locked, ErrorCode.Unavailable)]
    [InlineData(StoreFault.Full, ErrorCode.StorageFull)]
    [InlineData(StoreFault.Corrupt, ErrorCode.Internal)]
    public void StoreFault_ForACallAndForAnImage_HasOneMeaning(StoreFault fault, ErrorCode code)
    {
        var exception = new StoreException(fault, "What to do.");

        var (call, image) = (FailureTable.Find(exception)!, FailureTable.FindForImage(exception)!);

        Assert.Equal((code, "What to do."), (call.Code, call.Message));
        Assert.Equal((code, "What to do.", call.RetryAfter), (image.Error, image.Detail, image.RetryAfter));
    }

    [Theory]
    [InlineData(ImageFault.Empty, ErrorCode.InvalidRequest)]
    [InlineData(ImageFault.TooLarge, ErrorCode.TooLarge)]
    [InlineData(ImageFault.TooManyPixels, ErrorCode.TooLarge)]
    [InlineData(ImageFault.Unsupported, ErrorCode.UnsupportedMediaType)]
    [InlineData(ImageFault.Corrupt, ErrorCode.CorruptImage)]
    public void ImageFault_ForACallAndForAnImage_HasOneMeaning(ImageFault fault, ErrorCode code)
    {
        var exception = new ImageException(fault, "What to do.");

        Assert.Equal(code, FailureTable.Find(exception)!.Code);
        Assert.Equal((code, "What to do."), (FailureTable.FindForImage(exception)!.Error, FailureTable.FindForImage(exception)!.Detail));
    }

    [Fact]
    public void GrainFault_OfOneImage_AsksToSendItAgain()
    {
        Exception[] faults = [new SiloUnavailableException("secret"), new TimeoutException("secret")];

        Assert.All(faults.Select(FailureTable.FindForImage), outcome =>
        {
            Assert.Equal((ErrorCode.Unavailable, TimeSpan.FromSeconds(2)), (outcome!.Error, outcome.RetryAfter));
            Assert.DoesNotContain("secret", outcome.Detail!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Exception_ThatIsNotForeseen_IsNotInTheTable()
    {
        Assert.Null(FailureTable.Find(new InvalidOperationException("secret")));
        Assert.Null(FailureTable.FindForImage(new InvalidOperationException("secret")));
    }

    [Fact]
    public void Cancellation_OfACall_EndsAllOfItsImages() => Assert.Null(FailureTable.FindForImage(new OperationCanceledException()));
}

using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>Failures of a decoder's library.</summary>
public sealed class ImageReaderTests
{
    [Fact]
    public void Read_LibraryFails_IsADamagedFile()
    {
        using var broken = new BrokenSource(failing: () => { });

        var exception = Assert.Throws<ImageException>(() => Reader().Read(broken, 0, 1, [], CancellationToken.None));

        Assert.Equal(ImageFault.Corrupt, exception.Fault);
    }

    /// <summary>Some libraries fail in their own way when they are stopped.</summary>
    [Fact]
    public void Read_LibraryFailsWhileItIsCancelled_IsCancelled()
    {
        using var cancelling = new CancellationTokenSource();
        using var broken = new BrokenSource(cancelling.Cancel);

        Assert.ThrowsAny<OperationCanceledException>(() => Reader().Read(broken, 0, 1, [], cancelling.Token));
    }

    /// <summary>Nothing is opened, so there is no decoder.</summary>
    private static ImageReader Reader() => new(decoder: null!, [], ImageFormat.Png);

    private sealed class BrokenSource(Action failing) : IPixelSource
    {
        public PixelLayout Layout => throw new NotSupportedException();

        public byte[]? Profile => null;

        public byte[]? Exif => null;

        public void ReadRows(int top, int count, Span<byte> rows, CancellationToken cancellationToken)
        {
            failing();
            throw new InvalidDataException();
        }

        public void Dispose()
        {
        }
    }
}

using System.Diagnostics;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Api.Tests.Hostile;

/// <summary>Feeds the damaged pictures to the decoder that is not the default, without the rest of an upload.</summary>
[Collection(nameof(HostileUploadTests))]
public sealed class HarmedDecodingTests
{
    private const int Files = 5000;
    private const int Seed = 20261125;

    /// <summary>Allows for busy cores; a hang takes longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public void Tile_HarmedPicturesWithImageSharp_EachEndsInTimeAsATileOrARejection()
    {
        var (preparer, harmed, tile) = (new ImagePreparer(new(), ImageDecoder.ImageSharp), new HarmedPictures(Seed), new TileSpec(64, 64));
        var (read, rejected) = (0, 0);

        Parallel.For(0, Files, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, number =>
        {
            var (name, bytes) = harmed[number];
            var started = Stopwatch.GetTimestamp();
            try
            {
                Assert.Equal(tile.ByteCount, preparer.Tile(bytes, tile).Length);
                Interlocked.Increment(ref read);
            }
            catch (ImageException)
            {
                Interlocked.Increment(ref rejected);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{name} is neither read nor rejected.", exception);
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Longest, $"{name} took {Stopwatch.GetElapsedTime(started)}.");
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"{read} read, {rejected} rejected");
        Assert.True(read > Files / 20 && rejected > Files / 20, $"{read} read, {rejected} rejected: these files were not harmed as intended.");
    }
}

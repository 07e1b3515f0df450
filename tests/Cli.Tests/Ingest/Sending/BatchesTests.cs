using System.Globalization;
using Txt2Image.Cli.Ingest.Archives;
using Txt2Image.Cli.Ingest.Metadata;
using Txt2Image.Cli.Ingest.Sending;
using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Tests.Fakes;
using Txt2Image.Tests.Support;

namespace Txt2Image.Cli.Tests.Ingest.Sending;

public sealed class BatchesTests
{
    [Theory]
    [InlineData("1 1 1 1 1", "3 2")]
    [InlineData("60 60 10", "1 2")]
    [InlineData("500 1 1", "1 2")]
    [InlineData("1 500 1", "1 1 1")]
    [InlineData("40 60 1", "2 1")]
    [InlineData("", "")]
    public async Task Of_Sizes_StaysWithinBothBounds(string sizes, string expected)
    {
        var words = sizes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var files = words.Select(s => (ImageFile)new DiskFile("", "", long.Parse(s, CultureInfo.InvariantCulture), 0)).ToAsyncEnumerable();

        var batches = await Batches.Of(files, maxImages: 3, maxBytes: 100).ToArrayAsync();

        Assert.Equal(expected, string.Join(' ', batches.Select(b => b.Count)));
    }

    [Fact]
    public async Task Of_EndlessFiles_TakesOnlyWhatIsAskedFor()
    {
        var taken = 0;
        IEnumerable<ImageFile> Endless()
        {
            while (true)
            {
                yield return new DiskFile($"{++taken}", "", 1, 0);
            }
        }

        Assert.Equal(Batches.MaxImages, (await Batches.Of(Endless().ToAsyncEnumerable()).FirstAsync()).Count);
        Assert.Equal(Batches.MaxImages + 1, taken);
    }

    [Fact]
    public async Task Of_LongCaptions_StaysBelowWhatTheServerTakesOfThem()
    {
        var details = new ImageDetails(new string('é', 4096), new string('x', 100_000));
        var files = Enumerable.Range(0, 5).Select(i => (ImageFile)new DiskFile($"{i}", "", 1, 0) { Details = details }).ToAsyncEnumerable();

        var batches = await Batches.Of(files).ToArrayAsync();

        Assert.Equal([1, 1, 1, 1, 1], batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task Of_EntriesThatAreHeldInMemory_StaysBelowWhatMayBeHeld()
    {
        const int Length = 1_500_000;
        var files =
            Enumerable.Range(0, 5).Select(ImageFile (i) => BufferedEntry.InMemory(new ArchiveEntry($"{i}", "", Length, 0, null, () => Stream.Null)))
                .ToAsyncEnumerable();

        var batches = await Batches.Of(files).ToArrayAsync();

        Assert.Equal([2, 2, 1], batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task Ingest_ManyImages_SendsSeveralARequest()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = PictureFolder.With([.. Enumerable.Range(0, 40).Select(i => $"{i}.jpg")]);

        var run = await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics");

        Assert.Equal(0, run.Code);
        Assert.Equal([8, 16, 16], server.Uploads.Select(u => u.Count).Order());
    }

    [Fact]
    public async Task Ingest_InParallel_KeepsTheBound()
    {
        await using var server = await FakeServer.StartAsync();
        int now = 0, most = 0;
        server.BeforeUpload = async cancellationToken =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);

            // The first request waits for a second one; all wait a little, so that a fourth would be seen.
            await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref most) > 1), cancellationToken);
            await Task.Delay(50, cancellationToken);
            Interlocked.Decrement(ref now);
        };
        using var folder = PictureFolder.With([.. Enumerable.Range(0, 160).Select(i => $"{i}.jpg")]);

        await CliRun.WithAsync(server, "ingest", folder.Path, "-c", "pics", "--parallel", "3");

        Assert.InRange(most, 2, 3);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen;)
        {
            seen = Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}

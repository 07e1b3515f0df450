using Txt2Image.Storage.Images;
using Txt2Image.Storage.Tests.Support;

namespace Txt2Image.Storage.Tests.Images;

/// <summary>The power is lost at every step of a write: what was acknowledged before is whole afterwards.</summary>
public sealed class PowerLossTests
{
    private static readonly string Root = Path.GetFullPath("/power/images");
    private static readonly Guid Collection = Samples.Id(100);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Images_AcknowledgedBeforeThePowerIsLost_AreWhole()
    {
        var all = new ForgetfulFiles();
        await WriteAsync(all, int.MaxValue);
        Assert.True(all.Steps > 20, "too few steps were seen");

        for (var steps = 0; steps <= all.Steps; steps++)
        {
            var disk = new ForgetfulFiles();
            var acknowledged = await WriteAsync(disk, steps);

            var left = disk.AfterPowerLoss();
            Assert.All(acknowledged, number => Assert.Equal(Original(number), Read(left, Key(number), ImageKind.Original)));
            Assert.All(acknowledged, number => Assert.Equal(Thumbnail(number), Read(left, Key(number), ImageKind.Thumbnail)));
        }
    }

    [Fact]
    public async Task Image_SentAgainAfterAnInterruptedWrite_IsWholeWhereverItWasInterrupted()
    {
        var all = new ForgetfulFiles();
        await WriteAsync(all, int.MaxValue);
        for (var steps = 0; steps <= all.Steps; steps++)
        {
            // The process dies but the disk keeps its power, so that files are there that nobody has synced. It is lost after the second write.
            var disk = new ForgetfulFiles();
            await WriteAsync(disk, steps);

            var acknowledged = await WriteAsync(disk, int.MaxValue);

            var left = disk.AfterPowerLoss();
            Assert.Equal(4, acknowledged.Count);
            Assert.All(acknowledged, number => Assert.Equal(Original(number), Read(left, Key(number), ImageKind.Original)));
            Assert.All(acknowledged, number => Assert.Equal(Thumbnail(number), Read(left, Key(number), ImageKind.Thumbnail)));
        }
    }

    /// <summary>Writes images, two of them into one folder.</summary>
    /// <returns>Those that were acknowledged before the power was lost.</returns>
    private static async Task<List<int>> WriteAsync(ForgetfulFiles disk, int steps)
    {
        List<int> acknowledged = [];
        disk.StepsLeft = steps;
        try
        {
            var store = new FolderImageStore(Root, disk);
            foreach (var number in new[] { 1, 2, 3, 4 })
            {
                await store.PutAsync(Key(number), Original(number), Thumbnail(number), Token);
                acknowledged.Add(number);
            }
        }
        catch (PowerLossException)
        {
            // What was acknowledged so far is what counts.
        }

        return acknowledged;
    }

    /// <summary>Images 1 and 2 have the same first two hex digits, and so the same folder.</summary>
    private static ImageKey Key(int number) =>
        new(Collection, Guid.Parse($"{(number <= 2 ? "aa" : $"b{number}")}000000-0000-0000-0000-00000000000{number}"));

    private static byte[] Original(int number) => [1, (byte)number, 3];

    private static byte[] Thumbnail(int number) => [2, (byte)number];

    private static byte[]? Read(Dictionary<string, byte[]> disk, ImageKey key, ImageKind kind) => disk.GetValueOrDefault(
        Path.Combine(Root, key.Collection.ToString("N"), key.Image.ToString("N")[..2], ImageNames.Of(key.Image, kind)));
}

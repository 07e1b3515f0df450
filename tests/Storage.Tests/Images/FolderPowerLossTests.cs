using System.Globalization;
using Txt2Image.Storage.Images;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Tests.Support.PowerLoss;

namespace Txt2Image.Storage.Tests.Images;

/// <summary>
/// The power is lost after every call by which images and their points are written: what was acknowledged before is whole. The calls are those of a
/// real process, whose writes are traced; <see cref="PowerLossTests"/> does the same without one, on every system.
/// </summary>
public sealed class FolderPowerLossTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Disk => _folder["disk"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Images_AcknowledgedBeforeThePowerIsLost_AreWhole()
    {
        var calls = await TraceAsync(EveryImage.Count);
        var disk = new ForgetfulDisk(Disk);
        var acknowledged = 0;
        foreach (var (number, call) in calls.Index())
        {
            var (changes, isAcknowledgement) = (disk.Changes, Acknowledgement.Of(call) is not null);
            disk.Apply(call);
            acknowledged += isAcknowledgement ? 1 : 0;
            if (disk.Changes > changes || isAcknowledgement)
            {
                var place = $"after call {number}, {call.Name}";
                await CheckAsync(disk.After(Outage.Forgetting), acknowledged, place);
                await CheckAsync(disk.After(Outage.Sparing), acknowledged, place);
                await CheckAsync(disk.After(Outage.Tearing(number)), acknowledged, place);
            }
        }

        Assert.Equal(EveryImage.Count, acknowledged);
        Assert.True(disk.Changes > 150, $"only {disk.Changes} calls were seen");
    }

    [Fact]
    public async Task Images_AfterAStartThatWasInterrupted_AreWhole()
    {
        // The database's calls follow those of the first image; its own tests interrupt them.
        var calls = await TraceAsync(1);
        var interruptions = calls.Index().TakeWhile(call => !IsOfDatabase(call.Item)).Where(call => call.Item.Name is "mkdir" or "rename");
        foreach (var (last, _) in interruptions)
        {
            // The process dies but the disk keeps its power, so that entries are there that nobody has synced.
            var disk = new ForgetfulDisk(Disk);
            foreach (var call in calls.Take(last + 1))
            {
                disk.Apply(call);
            }

            Directory.Delete(Disk, recursive: true);
            Directory.CreateDirectory(Disk);
            ForgetfulDisk.Write(disk.After(Outage.Sparing), Disk);
            disk.EndProgram();
            var second = await TraceAsync(1);
            foreach (var call in second.TakeWhile(call => Acknowledgement.Of(call) is null))
            {
                disk.Apply(call);
            }

            var place = $"in a second process, after the first was killed after {calls[last].Name} {calls[last].Text(0)}";
            await CheckAsync(disk.After(Outage.Forgetting), acknowledged: 1, place);
        }
    }

    private static bool IsOfDatabase(SystemCall call) =>
        Enumerable.Range(0, call.Arguments.Count).Any(i => call.Text(i)?.Contains("vectors", StringComparison.Ordinal) == true);

    /// <summary>What an outage leaves can be opened; the acknowledged images and those of all points are whole, and others whole or absent.</summary>
    private static async Task CheckAsync(IReadOnlyDictionary<string, byte[]?> left, int acknowledged, string place)
    {
        using var folder = TemporaryFolder.InMemory();
        ForgetfulDisk.Write(left, folder.Path);
        var images = EveryImage.OpenImages(folder["data"]);
        var found = new HashSet<int>();
        foreach (var number in Enumerable.Range(0, EveryImage.Count))
        {
            var key = new ImageKey(EveryImage.Collection, EveryImage.Id(number));
            if (await IsWholeAsync(images, key, number, place))
            {
                found.Add(number);
            }
        }

        await using var points = await EveryImage.OpenPointsAsync(folder["data"]);
        var stored = await points.FindAsync("pictures", Token) is { } collection
            ? await points.ScrollAsync(collection.Id, null, EveryImage.Count, withVectors: false, Token)
            : [];
        var pointed = stored.Select(point => Enumerable.Range(0, EveryImage.Count).Single(number => EveryImage.Id(number) == point.Id)).ToList();

        Assert.True(pointed.Count >= acknowledged, $"{place}: {acknowledged} images were acknowledged and {pointed.Count} points are left");
        Assert.True(found.IsSupersetOf(pointed), $"{place}: the points {List(pointed)} are there, but only the images {List(found)}");
    }

    /// <summary>Whether all renditions of an image are there, each of which must be whole.</summary>
    private static async Task<bool> IsWholeAsync(FolderImageStore images, ImageKey key, int number, string place)
    {
        var isThere = true;
        foreach (var kind in ImageNames.Kinds)
        {
            await using var stream = await images.OpenAsync(key, kind, Token);
            var expected = EveryImage.Content(number, kind);
            isThere &= stream is not null || expected is null;
            if (stream is not null)
            {
                using var content = new MemoryStream();
                await stream.CopyToAsync(content, Token);
                Assert.True(content.ToArray().AsSpan().SequenceEqual(expected), $"{place}: the {kind} of image {number} is not whole");
            }
        }

        return isThere;
    }

    private static string List(IEnumerable<int> numbers) =>
        string.Join(", ", numbers.Order().Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private async Task<IReadOnlyList<SystemCall>> TraceAsync(int images)
    {
        Directory.CreateDirectory(Disk);
        return await Strace.RunAsync(
            Child.Describe("every image", Path.Combine(Disk, "data"), images.ToString(CultureInfo.InvariantCulture)), Token);
    }
}

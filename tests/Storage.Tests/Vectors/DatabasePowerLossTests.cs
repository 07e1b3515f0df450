using System.Globalization;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors.Embedded.Mapped;
using Txt2Image.Tests.Support.PowerLoss;

namespace Txt2Image.Storage.Tests.Vectors;

/// <summary>
/// The power is lost after every call by which the embedded store writes: it opens afterwards, and what was acknowledged before is whole. The calls
/// are those of a real process, whose writes are traced.
/// </summary>
public sealed class DatabasePowerLossTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _usable;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Disk => _folder["disk"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_AcknowledgedBeforeThePowerIsLost_AreWhole()
    {
        var calls = await TraceAsync(EveryWrite.Count);
        string[] states = ["", .. calls.Select(Acknowledgement.Of).OfType<string>()];
        Assert.Equal(EveryWrite.Count + 1, states.Length);

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
                await CheckAsync(disk.After(Outage.Forgetting), states, acknowledged, place);
                await CheckAsync(disk.After(Outage.Sparing), states, acknowledged, place);
                await CheckAsync(disk.After(Outage.Tearing(number)), states, acknowledged, place);
            }
        }

        Assert.True(disk.Changes > 300, $"only {disk.Changes} calls were seen");
        Assert.True(_usable > 100, $"only {_usable} stores had files of an index that could be used");
    }

    [Fact]
    public async Task Writes_AfterAStartThatWasInterrupted_AreWhole()
    {
        const int Few = 2;
        var calls = await TraceAsync(Few);
        foreach (var last in Enumerable.Range(0, calls.Count).Where(i => calls[i].Name is "mkdir" or "rename" or "openat" or "unlink"))
        {
            // The process dies but the disk keeps its power, so that entries are there that nobody has synced.
            var disk = new ForgetfulDisk(Disk);
            var changes = 0;
            foreach (var call in calls.Take(last + 1))
            {
                changes = disk.Changes;
                disk.Apply(call);
            }

            if (disk.Changes == changes)
            {
                continue;
            }

            Directory.Delete(Disk, recursive: true);
            Directory.CreateDirectory(Disk);
            ForgetfulDisk.Write(disk.After(Outage.Sparing), Disk);
            disk.EndProgram();
            var second = await TraceAsync(Few);
            foreach (var call in second.Take(second.Index().Last(call => Acknowledgement.Of(call.Item) is not null).Index + 1))
            {
                disk.Apply(call);
            }

            var place = $"in a second process, after the first was killed after {calls[last].Name}({calls[last].Arguments[^1]})";
            string[] states = [Acknowledgement.Of(second.Last(call => Acknowledgement.Of(call) is not null))!];
            await CheckAsync(disk.After(Outage.Forgetting), states, 0, place);
        }
    }

    private async Task CheckAsync(IReadOnlyDictionary<string, byte[]?> left, string[] states, int acknowledged, string place)
    {
        using var folder = TemporaryFolder.InMemory();
        ForgetfulDisk.Write(left, folder.Path);
        List<string> reports = [];
        await using var store = await SmallBlocks.OpenAsync(folder["data", "vectors"], reports.Add);
        _usable += left.Keys.Any(file => file.EndsWith(IndexFolder.ManifestName, StringComparison.Ordinal)) && reports.Count == 0 ? 1 : 0;
        var state = await EveryWrite.StateOfAsync(store);

        // The write that was in progress is applied completely or not at all.
        Assert.True(
            states.Skip(acknowledged).Take(2).Contains(state, StringComparer.Ordinal),
            $"{place}: after {acknowledged} acknowledged writes the store has\n{state}\ninstead of\n{states[acknowledged]}");
    }

    private async Task<IReadOnlyList<SystemCall>> TraceAsync(int writes)
    {
        Directory.CreateDirectory(Disk);
        return await Strace.RunAsync(
            Child.Describe("every write", Path.Combine(Disk, "data", "vectors"), writes.ToString(CultureInfo.InvariantCulture)), Token);
    }
}

using Txt2Image.Storage.Vectors;

namespace Txt2Image.Storage.Tests.Vectors;

public sealed class WriteHistoryTests
{
    [Fact]
    public void Next_OneProcess_CountsOnInItsEpoch()
    {
        var (history, first) = WriteHistory.Empty.Next(WriteHistory.FirstVersion(), own: null);
        var (same, second) = history.Next(first, first);

        Assert.Same(history, same);
        var epoch = Assert.Single(same.Epochs(second));
        Assert.Equal((1L, 2L), (epoch.First, epoch.Last));
        Assert.StartsWith($"{epoch.Name}-2-", second, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_StoreHasAnotherVersionThanThisProcessWrote_BeginsAnEpoch()
    {
        var (history, version) = WriteHistory.Empty.Next(WriteHistory.FirstVersion(), own: null);
        var (_, lost) = history.Next(version, version);

        var (restored, next) = history.Next(version, lost);

        Assert.Equal([(1L, 1L), (2L, 2L)], restored.Epochs(next).Select(epoch => (epoch.First, epoch.Last)));
        Assert.DoesNotContain(restored.Epochs(next), epoch => lost.StartsWith($"{epoch.Name}-", StringComparison.Ordinal) && epoch.Last >= 2);
    }

    [Fact]
    public void Next_SameNumberTwice_GivesTwoVersions()
    {
        var (history, version) = WriteHistory.Empty.Next(WriteHistory.FirstVersion(), own: null);

        Assert.NotEqual(history.Next(version, version).Version, history.Next(version, version).Version);
    }

    [Fact]
    public void Next_VersionFromBeforeHistories_BeginsTheFirstEpoch()
    {
        var (history, version) = WriteHistory.Empty.Next("0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef");

        Assert.Equal([(1L, 1L)], history.Epochs(version).Select(epoch => (epoch.First, epoch.Last)));
    }

    [Fact]
    public void Epochs_ManyProcesses_OnlyTheLatestAreKept()
    {
        var (history, version) = WriteHistory.Empty.Next(WriteHistory.FirstVersion(), own: null);
        for (var process = 0; process < WriteHistory.MostEpochs + 10; process++)
        {
            (history, version) = history.Next(version, own: null);
        }

        var epochs = WriteHistory.Parse(history.ToString()).Epochs(version);
        Assert.Equal(WriteHistory.MostEpochs, epochs.Length);
        Assert.Equal(WriteHistory.MostEpochs + 11L, epochs[^1].Last);
        Assert.All(epochs.Zip(epochs.Skip(1)), pair => Assert.Equal(pair.First.Last + 1, pair.Second.First));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b:c :3 d:-1 e: f:99999999999999999999")]
    public void Parse_NothingReadable_IsEmpty(string? text) => Assert.Empty(WriteHistory.Parse(text).Epochs("x"));
}

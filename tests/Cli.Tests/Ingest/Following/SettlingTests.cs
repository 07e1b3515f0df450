using Microsoft.Extensions.Time.Testing;
using Txt2Image.Cli.Ingest.Following;

namespace Txt2Image.Cli.Tests.Ingest.Following;

public sealed class SettlingTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Dictionary<string, FileState> _files = new(StringComparer.Ordinal);

    [Fact]
    public void File_ThatGrows_IsReadyOnceItHasStopped()
    {
        var settling = new Settling(_time);
        settling.Add("a");
        for (var length = 1; length < 10; length++)
        {
            _files["a"] = new(length, 5);
            Assert.Empty(Look(settling));
            _time.Advance(Settling.Moment);
        }

        Assert.Equal(["a"], Look(settling));
        Assert.True(settling.IsEmpty);
    }

    [Fact]
    public void File_WhoseTimeAloneChanges_IsNotReady()
    {
        var settling = new Settling(_time);
        settling.Add("a");
        _files["a"] = new(1, 5);
        Look(settling);
        _time.Advance(Settling.Moment);
        _files["a"] = new(1, 6);

        Assert.Empty(Look(settling));
    }

    [Fact]
    public void File_ThatIsGone_IsForgotten()
    {
        var settling = new Settling(_time);
        settling.Add("a");

        Assert.Empty(Look(settling));
        Assert.True(settling.IsEmpty);
    }

    private IReadOnlyList<string> Look(Settling settling) => settling.Look(path => _files.TryGetValue(path, out var state) ? state : null);
}

using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Tests.Inference;

/// <summary>How the threads of a tower wait for each other.</summary>
public sealed class WaitingThreadsTests : IDisposable
{
    private const string Spins = "session.intra_op.allow_spinning", Stops = "session.force_spinning_stop";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(-1, "0")]
    [InlineData(0, "1")]
    public void Waiting_OfATower_SpinsDuringARunFromALargeFileOn(long more, string spins)
    {
        foreach (var graph in new[] { Graph("whole", Sessions.LargeTower + more), Graph("parted", 1000, Sessions.LargeTower - 1000 + more) })
        {
            var waiting = Sessions.Waiting(graph, new());

            // What spins during a run sleeps between two.
            Assert.Equal((spins, "1"), (waiting[Spins], waiting[Stops]));
        }
    }

    [Fact]
    public void Waiting_WithSpin_SpinsAlways()
    {
        var waiting = Sessions.Waiting(Graph("small", 1), new() { Spin = true });

        Assert.Equal(("1", "0"), (waiting[Spins], waiting[Stops]));
    }

    /// <summary>A graph of this size, and a file of weights beside it.</summary>
    private TowerGraph Graph(string name, long length, long? weights = null)
    {
        var path = _folder[$"{name}.onnx"];
        foreach (var (file, size) in new[] { (path, (long?)length), (path + "_data", weights) })
        {
            if (size is { } bytes)
            {
                using var stream = File.Create(file);
                stream.SetLength(bytes);
            }
        }

        return new(path);
    }
}

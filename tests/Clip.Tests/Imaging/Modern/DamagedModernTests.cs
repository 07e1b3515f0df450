using System.Diagnostics;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging.Modern;

/// <summary>Damaged and hostile files of the formats of cameras: each ends in time as a tile or as a rejection.</summary>
public class DamagedModernTests
{
    private static readonly TileSpec Spec = new(64, 64);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Fact]
    public void Tile_EveryDamagedFile_IsReadOrRejectedInTime()
    {
        List<string> wrong = [];
        var preparer = new ImagePreparer(new());
        foreach (var (name, bytes) in ModernCases.Damaged())
        {
            var started = Stopwatch.GetTimestamp();
            var exception = Record.Exception(() => preparer.Tile(bytes, Spec));
            if (exception is not null and not ImageException || Stopwatch.GetElapsedTime(started) > Longest)
            {
                wrong.Add($"{name}: {exception?.GetType().Name} {exception?.Message}, {Stopwatch.GetElapsedTime(started)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>A small file that says it is huge is rejected by its header: nothing of that size is allocated.</summary>
    [Fact]
    public void Tile_EveryBomb_IsTooManyPixelsOrDamaged()
    {
        List<string> wrong = [];
        var preparer = new ImagePreparer(new());
        foreach (var (name, bytes) in ModernCases.Damaged().Where(file => file.Name.Contains("bomb", StringComparison.Ordinal)))
        {
            var exception = Record.Exception(() => preparer.Tile(bytes, Spec)) as ImageException;
            var expected = name == "tga_bomb.tga" ? ImageFault.Corrupt : ImageFault.TooManyPixels;
            if (exception?.Fault != expected)
            {
                wrong.Add($"{name}: {exception?.Fault} {exception?.Message}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Tile_EveryHalfFile_IsRejected()
    {
        List<string> wrong = [];
        var preparer = new ImagePreparer(new());
        foreach (var (name, bytes) in ModernCases.Damaged().Where(file => file.Name.Contains("_half.", StringComparison.Ordinal)))
        {
            if (Record.Exception(() => preparer.Tile(bytes, Spec)) is not ImageException { Fault: ImageFault.Corrupt } exception)
            {
                wrong.Add(name);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}

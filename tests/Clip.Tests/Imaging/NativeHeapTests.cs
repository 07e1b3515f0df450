using System.Runtime.InteropServices;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

public sealed class NativeHeapTests
{
    private const int Blocks = 8;
    private const int Large = 16 << 20;
    private const int Middling = 1 << 20;

    /// <summary>Without the limits, glibc takes medium-sized blocks from its heaps after a larger block was freed.</summary>
    [Fact]
    public void Bound_BlocksAfterALargerOne_AreStillMappedAlone()
    {
        Assert.SkipUnless(NativeHeap.Bound(), "This C library is not glibc, or has settings of its own in the environment.");
        Marshal.FreeHGlobal(Marshal.AllocHGlobal(Large));

        nint[] blocks = [.. Enumerable.Range(0, Blocks).Select(_ => Marshal.AllocHGlobal(Middling))];

        // An individually mapped block begins at a page, after glibc's two-word header; blocks of a heap follow each other.
        var places = blocks.Select(block => block % Environment.SystemPageSize).ToList();
        Array.ForEach(blocks, Marshal.FreeHGlobal);
        Assert.All(places, place => Assert.Equal(2 * nint.Size, place));
    }
}

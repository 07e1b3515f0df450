using System.Runtime.InteropServices;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

public sealed class NativeHeapTests
{
    private const int Blocks = 8;
    private const int Large = 16 << 20;
    private const int Middling = 1 << 20;

    /// <summary>Without bounds glibc takes middling blocks from its heaps, once a larger one was freed.</summary>
    [Fact]
    public void Bound_BlocksAfterALargerOne_AreStillMappedAlone()
    {
        Assert.SkipUnless(NativeHeap.Bound(), "This C library is not glibc, or has settings of its own in the environment.");
        Marshal.FreeHGlobal(Marshal.AllocHGlobal(Large));

        nint[] blocks = [.. Enumerable.Range(0, Blocks).Select(_ => Marshal.AllocHGlobal(Middling))];

        // A block of its own begins at a page, behind glibc's two words of accounting; blocks of a heap lie one behind the other.
        var places = blocks.Select(block => block % Environment.SystemPageSize).ToList();
        Array.ForEach(blocks, Marshal.FreeHGlobal);
        Assert.All(places, place => Assert.Equal(2 * nint.Size, place));
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>The heap of a process depends on what it did before, so these tests use a process of their own.</summary>
public sealed class NativeHeapTests
{
    private const string Variable = "TXT2IMAGE_CLIP_TESTS_HEAP";
    private const int Blocks = 8;
    private const int Large = 16 << 20;
    private const int Middling = 1 << 20;

    /// <summary>Without the limits, glibc takes medium-sized blocks from its heaps after a larger block was freed.</summary>
    [Fact]
    public void Bound_BlocksAfterALargerOne_AreStillMappedAlone()
    {
        Assert.SkipUnless(NativeHeap.Bound(), "This C library is not glibc, or has settings of its own in the environment.");

        var places = OwnProcess.Run(Variable, "bound").Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        // An individually mapped block begins at a page, after glibc's two-word header; blocks of a heap follow each other.
        Assert.Equal(Enumerable.Repeat((2 * nint.Size).ToString(CultureInfo.InvariantCulture), Blocks), places);
    }

    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
        {
            NativeHeap.Bound();
            Marshal.FreeHGlobal(Marshal.AllocHGlobal(Large));
            nint[] blocks = [.. Enumerable.Range(0, Blocks).Select(_ => Marshal.AllocHGlobal(Middling))];
            Console.WriteLine(string.Join(' ', blocks.Select(block => block % Environment.SystemPageSize)));
            Environment.Exit(0);
        }
    }
}

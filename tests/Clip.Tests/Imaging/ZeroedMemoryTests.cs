using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

public class ZeroedMemoryTests
{
    private const int Length = 100_000;

    [Fact]
    public void Allocate_AfterABlockWasUsed_IsZero()
    {
        using var memory = new ZeroedMemory();
        for (var i = 0; i < 10; i++)
        {
            using var block = memory.Allocate<byte>(Length);
            Assert.False(block.Memory.Span.ContainsAnyExcept((byte)0));
            block.Memory.Span.Fill(0xff);
        }
    }

    [Fact]
    public void Dispose_WithBlocksThatNobodyGaveBack_FreesThem()
    {
        var memory = new ZeroedMemory();
        var kept = memory.Allocate<int>(Length);
        var returned = memory.Allocate<int>(Length);
        returned.Dispose();

        memory.Dispose();

        Assert.Throws<ObjectDisposedException>(() => kept.Memory.Span.Length);
    }
}

using System.Runtime.Intrinsics.X86;
using Txt2Image.Clip.Inference;

namespace Txt2Image.Clip.Tests.Inference;

public sealed class IntegerProductsTests
{
    /// <summary>ONNX Runtime's products of 8-bit integers are exact where the processor adds four of them in 32 bits.</summary>
    [Fact]
    public void Overflow_OnThisProcessor_IsSeenWhereItHasNoVnni()
    {
        var isX86 = X86Base.IsSupported;
        // Leaf 7: AVX512_VNNI is bit 11 of ECX, AVX-VNNI bit 4 of EAX in subleaf 1.
        var hasVnni = isX86 && X86Base.CpuId(0, 0).Eax >= 7
            && ((Avx512F.IsSupported && (X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0)
                || (X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 4)) != 0));

        Assert.Equal(isX86 && !hasVnni, IntegerProducts.Overflow());
    }
}

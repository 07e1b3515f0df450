using Txt2Image.Graphs.Safetensors;
using Txt2Image.Graphs.Tests.Support;

namespace Txt2Image.Graphs.Tests.Safetensors;

public sealed class TensorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Read_OfAnyType_GivesItsNumbersAsFloat32(string type)
    {
        // More than one piece, each an exact float16 and bfloat16; the special ones too.
        float[] values =
        [
            0, -0f, 1, -1.5f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 65_280, 1 / 16_384f,
            .. Enumerable.Range(0, 100_000).Select(static i => ((i % 255) - 127) / 128f),
        ];
        using var file = Open(("a", [2], [5, 6]), ("b", [values.Length], values));
        var tensor = file.Tensors.Single(static tensor => tensor.Name == "b");

        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), tensor.ReadAll().Select(BitConverter.SingleToInt32Bits));
        var some = new float[70_000];
        tensor.Read(20_000, some);
        Assert.Equal(values[20_000..90_000], some);

        SafetensorsFile Open(params (string, long[], float[])[] tensors)
        {
            File.WriteAllBytes(_folder["a.safetensors"], SafetensorsBuilder.File(tensors, type));
            return SafetensorsFile.Open(_folder["a.safetensors"]);
        }
    }

    [Fact]
    public void Rows_OfATensor_AreApart()
    {
        File.WriteAllBytes(_folder["a.safetensors"], SafetensorsBuilder.File([("a", [3, 2], [1, 2, 3, 4, 5, 6])], "F16"));
        using var file = SafetensorsFile.Open(_folder["a.safetensors"]);

        var rows = file.Tensors[0].Rows(1, 2);

        Assert.Equal([2, 2], rows.Shape);
        Assert.Equal([3, 4, 5, 6], rows.ReadAll());
    }

    [Fact]
    public void Read_OfAFileThatBecameShorter_SaysSo()
    {
        File.WriteAllBytes(_folder["a.safetensors"], SafetensorsBuilder.File([("a", [4], [1, 2, 3, 4])]));
        using var file = SafetensorsFile.Open(_folder["a.safetensors"]);
        using (var shorter = File.Open(_folder["a.safetensors"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            shorter.SetLength(shorter.Length - 4);
        }

        Assert.Contains("became shorter", Assert.Throws<ConversionException>(file.Tensors[0].ReadAll).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}

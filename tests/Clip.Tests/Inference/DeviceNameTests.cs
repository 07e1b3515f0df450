using Txt2Image.Clip.Inference;

namespace Txt2Image.Clip.Tests.Inference;

public class DeviceNameTests
{
    [Theory]
    [InlineData("cpu", "cpu", false, 0)]
    [InlineData("CPU:0", "cpu", false, 0)]
    [InlineData("cpu:1", "cpu:1", false, 1)]
    [InlineData(" cuda ", "cuda:0", true, 0)]
    [InlineData("cuda:3", "cuda:3", true, 3)]
    [InlineData("cuda:3.0", "cuda:3", true, 3)]
    [InlineData("cuda:3.1", "cuda:3.1", true, 3)]
    public void Parse_Name_IsRead(string text, string name, bool cuda, int index)
    {
        var device = DeviceName.Parse(text);
        Assert.Equal((name, cuda, index), (device.ToString(), device.IsCuda, device.Index));
    }

    [Fact]
    public void Parse_Triton_IsNeitherProcessorNorCuda()
    {
        var device = DeviceName.Parse("Triton:1");

        Assert.Equal(("triton:1", true, false, false), (device.ToString(), device.IsTriton, device.IsCpu, device.IsCuda));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("gpu")]
    [InlineData("1")]
    [InlineData("cpu,cuda")]
    [InlineData("cpu:x")]
    [InlineData("cpu:256")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:0.")]
    [InlineData("cuda:0.1.2")]
    [InlineData("cpu:0.1")]
    [InlineData("cuda:x")]
    [InlineData("cuda:999999999999")]
    public void TryParse_NoDevice_IsFalse(string? text) => Assert.False(DeviceName.TryParse(text, out _));

    [Fact]
    public void Parse_NoDevice_SaysWhatToGive() =>
        Assert.Contains("cuda:0", Assert.Throws<FormatException>(() => DeviceName.Parse("gpu")).Message, StringComparison.Ordinal);

    [Fact]
    public void Equals_SameDevice_IsTrue() => Assert.Equal(DeviceName.Cpu, DeviceName.Parse("cpu:0"));
}

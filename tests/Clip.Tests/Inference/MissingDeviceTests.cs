using Txt2Image.Clip.Inference;

namespace Txt2Image.Clip.Tests.Inference;

public class MissingDeviceTests
{
    [Theory]
    [InlineData("libcublasLt.so.13: cannot open shared object file: No such file", "libcublasLt.so.13 is missing; it is part of CUDA 13.")]
    [InlineData("libcudnn.so.9: cannot open shared object file: No such file", "libcudnn.so.9 is missing; it is part of cuDNN 9.")]
    [InlineData("libcuda.so.1: cannot open shared object file: No such file", "libcuda.so.1 is missing; it is part of the NVIDIA driver.")]
    [InlineData("CUDA failure 100: no CUDA-capable device is detected.", "no CUDA-capable device is detected. A GPU needs")]
    [InlineData("CUDA execution provider is not enabled in this build.", "Microsoft.ML.OnnxRuntime.Gpu")]
    public void Describe_WhatTheRuntimeSays_NamesTheCauseAndTheCure(string said, string says)
    {
        var exception = MissingDevice.Describe(DeviceName.Parse("cuda:1"), new InvalidOperationException($"[ErrorCode:Fail] with error: {said}"));

        Assert.StartsWith("The device cuda:1 is not available to this process: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.Contains("CUDA 13 and cuDNN 9", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("or set the device to cpu.", exception.Message, StringComparison.Ordinal);
    }
}

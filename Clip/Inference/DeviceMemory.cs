using Microsoft.ML.OnnxRuntime;

namespace Txt2Image.Clip.Inference;

/// <summary>Recognises a device without memory by what ONNX Runtime and CUDA's libraries say.</summary>
internal static class DeviceMemory
{
    private static readonly string[] Signs =
        ["out of memory", "Failed to allocate memory", "Available memory of", "CUBLAS_STATUS_ALLOC_FAILED", "CUDNN_STATUS_ALLOC_FAILED", "bad_alloc"];

    public static bool IsShort(OnnxRuntimeException exception) =>
        Signs.Any(sign => exception.Message.Contains(sign, StringComparison.OrdinalIgnoreCase));
}

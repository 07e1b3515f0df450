using System.Text.RegularExpressions;

namespace Txt2Image.Clip.Inference;

/// <summary>Explains why a device cannot be used and what to install, from ONNX Runtime's error when CUDA is requested.</summary>
internal static partial class MissingDevice
{
    private const string Needs = "A GPU needs an NVIDIA driver for CUDA 13, CUDA 13 and cuDNN 9";
    private const string OrCpu = "or set the device to cpu";

    public static ModelException Describe(DeviceName device, Exception exception) =>
        new($"The device {device} is not available to this process: {Reason(exception)}", exception);

    private static string Reason(Exception exception)
    {
        var said = exception.Message.Trim();
        if (exception is EntryPointNotFoundException or DllNotFoundException
            || said.Contains("not enabled in this build", StringComparison.OrdinalIgnoreCase))
        {
            return "this build contains ONNX Runtime for processors only. Use a build with Microsoft.ML.OnnxRuntime.Gpu: " +
                $"a Silo for linux-x64 or win-x64, or an Api built with -p:Cuda=true. {Needs}; {OrCpu}.";
        }

        if (MissingLibrary().Match(said) is { Success: true } missing)
        {
            var library = missing.Groups["library"].Value;
            return $"{library} is missing; it is part of {Origin(library)}. {Needs}. Install what is missing, {OrCpu}.";
        }

        return $"{said.TrimEnd('.')}. {Needs}. Check that they are installed, {OrCpu}.";
    }

    private static string Origin(string library) => library switch
    {
        _ when library.StartsWith("libcuda.", StringComparison.Ordinal) => "the NVIDIA driver",
        _ when library.StartsWith("libcudnn", StringComparison.Ordinal) => "cuDNN 9",
        _ when library.StartsWith("libonnxruntime", StringComparison.Ordinal) => "the package Microsoft.ML.OnnxRuntime.Gpu",
        _ => "CUDA 13",
    };

    /// <summary>The error of Linux's dynamic loader.</summary>
    [GeneratedRegex(@"(?<library>\S+): cannot open shared object file", RegexOptions.NonBacktracking)]
    private static partial Regex MissingLibrary();
}

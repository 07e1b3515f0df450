using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Onnx;

namespace Txt2Image.Clip.Inference;

/// <summary>Opens a graph on a device.</summary>
internal static class Sessions
{
    /// <summary>
    /// From this size of its files on, the threads of a tower spin while they wait for each other during a run: a lone text of a CLIP B/32 is then
    /// answered a fifth sooner. In a small tower each wait is short, and threads that spin take the core from the calls around it.
    /// </summary>
    internal const long LargeTower = 32 << 20;

    public static InferenceSession Open(TowerGraph graph, DeviceName device, InferenceOptions options)
    {
        _ = OrtEnv.Instance();
        using var session = Options(graph, options);
        if (device.IsCuda)
        {
            AppendCuda(session, device, options);
        }

        try
        {
            return Open(graph, session);
        }
        catch (OnnxRuntimeException exception) when (device.IsCuda && exception.Message.Contains("CUDA", StringComparison.OrdinalIgnoreCase))
        {
            throw MissingDevice.Describe(device, exception);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException($"{graph.Path}: ONNX Runtime cannot load it ({exception.Message}).", exception);
        }
    }

    /// <summary>
    /// A tower of a graph of both is cut out in memory: the folder may be read-only. Large weights are mapped, not read: a session keeps them in an
    /// order of its own, and what it has read before is memory that stays.
    /// </summary>
    private static InferenceSession Open(TowerGraph graph, SessionOptions session)
    {
        var file = OnnxFile.Read(graph.Path);
        if (graph.Part is null && file.Weights.Any(static weight => weight.Location is not null))
        {
            return new(graph.Path, session);
        }

        session.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", GraphBytes.Folder(file));
        return new(GraphBytes.WithMappedWeights(graph.Part is { } part ? GraphCut.To(file, part) : file), session);
    }

    /// <summary>
    /// All graph optimisations; one operator at a time, spread over the threads. Memory patterns are off: they are recorded per shape, and shapes
    /// change with every batch.
    /// </summary>
    private static SessionOptions Options(TowerGraph graph, InferenceOptions options)
    {
        var session = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            InterOpNumThreads = 1,
            IntraOpNumThreads = options.IntraOpThreads,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        foreach (var (key, value) in Waiting(graph, options))
        {
            session.AddSessionConfigEntry(key, value);
        }

        return session;
    }

    /// <summary>ONNX Runtime's settings of how threads wait: whether they spin during a run, and whether they stop at its end.</summary>
    internal static Dictionary<string, string> Waiting(TowerGraph graph, InferenceOptions options)
    {
        var spins = options.Spin || graph.Files.Sum(static file => new FileInfo(file).Length) >= LargeTower;
        return new(StringComparer.Ordinal)
        {
            ["session.intra_op.allow_spinning"] = spins ? "1" : "0", ["session.force_spinning_stop"] = options.Spin ? "0" : "1",
        };
    }

    /// <summary>
    /// Convolution algorithms are chosen by heuristic, because the exhaustive default benchmarks every new shape; the arena grows by the requested
    /// size.
    /// </summary>
    private static void AppendCuda(SessionOptions session, DeviceName device, InferenceOptions options)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["device_id"] = FormattableString.Invariant($"{device.Index}"),
            ["cudnn_conv_algo_search"] = "HEURISTIC",
            ["arena_extend_strategy"] = "kSameAsRequested",
        };
        if (options.DeviceMemoryLimit > 0)
        {
            settings["gpu_mem_limit"] = FormattableString.Invariant($"{options.DeviceMemoryLimit}");
        }

        try
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(settings);
            session.AppendExecutionProvider_CUDA(cuda);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw MissingDevice.Describe(device, exception);
        }
    }
}

using System.Globalization;
using System.Text;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Txt2Image.Clip.Inference.Triton;

/// <summary>A model's <c>config.pbtxt</c>.</summary>
internal static class TritonConfig
{
    private const int MaxBatch = 64;

    /// <summary>A text of this many tokens warms the model up: the shape of most queries.</summary>
    private const int UsualLength = 8;

    /// <param name="name">The model's name.</param>
    /// <param name="tower"><c>text</c> or <c>image</c>.</param>
    /// <param name="inputs">The graph's inputs.</param>
    /// <param name="output">The output with the embeddings.</param>
    public static string Of(string name, string tower, IReadOnlyList<TritonPort> inputs, TritonPort output)
    {
        // A graph of one item at a time takes its whole shape; for others the server adds the batch.
        var isBatched = inputs.All(input => input.Shape[0] < 0);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"name: \"{name}\"\nbackend: \"onnxruntime\"\nmax_batch_size: {(isBatched ? MaxBatch : 0)}\n");
        foreach (var input in inputs)
        {
            text.Append(Port("input", input, isBatched));
        }

        text.Append(Port("output", output, isBatched));
        text.Append("instance_group [ { count: 1 kind: KIND_AUTO } ]\n");
        if (isBatched)
        {
            // Work that cannot be done in time is refused, so that it can go to another device.
            text.Append("""
                dynamic_batching {
                  max_queue_delay_microseconds: 200
                  default_queue_policy { max_queue_size: 256 timeout_action: REJECT default_timeout_microseconds: 4000000 }
                }

                """);
        }

        var warm = string.Join(' ', inputs.Select(input => WarmUp(input, isBatched)));
        text.Append(CultureInfo.InvariantCulture, $"model_warmup [ {{ name: \"one\" batch_size: {(isBatched ? 1 : 0)} {warm} }} ]\n");
        if (tower == "text")
        {
            text.Append("response_cache { enable: true }\n");
        }

        return text.ToString();
    }

    private static string Port(string kind, TritonPort port, bool isBatched) =>
        $"{kind} [ {{ name: \"{port.Name}\" data_type: {TypeOf(port.Type)} dims: [ {Dimensions(port, isBatched, free: -1)} ] }} ]\n";

    private static string WarmUp(TritonPort port, bool isBatched)
    {
        var dimensions = Dimensions(port, isBatched, UsualLength);
        return $"inputs {{ key: \"{port.Name}\" value {{ data_type: {TypeOf(port.Type)} dims: [ {dimensions} ] zero_data: true }} }}";
    }

    private static string Dimensions(TritonPort port, bool isBatched, int free) =>
        string.Join(", ", port.Shape.Skip(isBatched ? 1 : 0).Select(length => length < 0 ? free : length));

    private static string TypeOf(TensorElementType type) => $"TYPE_{TritonTypes.NameOf(type)}";
}

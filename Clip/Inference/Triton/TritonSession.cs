using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Txt2Image.Clip.Inference.Triton.Wire;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference.Triton;

/// <summary>
/// A tower on a Triton server. The server batches requests of one shape, so texts are padded to few lengths. Both sides have the same model: its
/// folder is here for tokenizer, preprocessing and fingerprint, and the server's inputs and outputs are checked against it.
/// </summary>
internal sealed class TritonSession : TowerSession
{
    private readonly TritonConnection _connection;
    private readonly string _model;

    private TritonSession(ClipModel model, string tower, TritonConnection connection, string name, ModelMetadataResponse described)
        : base(
            NameOf(connection, name),
            Ports(described.Inputs, NameOf(connection, name)),
            Ports(described.Outputs, NameOf(connection, name)),
            model,
            tower)
    {
        _connection = connection;
        _model = name;
    }

    /// <exception cref="ModelException">The server does not answer, does not have the model, or has another one.</exception>
    public static TritonSession Open(ClipModel model, string tower, InferenceOptions options)
    {
        var connection = new TritonConnection(new Uri(options.Triton), options.TritonDeadline);
        try
        {
            RequireBatchable((tower == "text" ? model.TextGraph : model.VisionGraph).Path);
            var name = TritonNames.Of(model, tower);
            if (!connection.IsReady(name))
            {
                throw new ModelException(
                    $"Triton at {connection.Address} has no ready model {name}. Export it with "
                    + "txt2image models export-triton, and let the server load it.");
            }

            return new(model, tower, connection, name, connection.Describe(name));
        }
        catch (TowersUnavailableException exception)
        {
            connection.Dispose();
            throw new ModelException(exception.Message, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <exception cref="ModelException">The graph's embeddings would depend on what else the server has in a batch.</exception>
    public static void RequireBatchable(string graph)
    {
        if (OnnxSession.ScalesByBatch(graph))
        {
            throw new ModelException(
                $"{graph}: the graph scales its activations by the largest of a whole batch, and Triton batches requests, so an embedding would "
                + "depend on its neighbours. Use another variant, or a device of this process.");
        }
    }

    public override int LengthFor(int longest, int context) => ShapeBuckets.Length(longest, context);

    public override void Run(IReadOnlyList<string> names, IReadOnlyList<OrtValue> inputs, Span<float[]> results)
    {
        var request = new ModelInferRequest { ModelName = _model, Outputs = { new RequestedOutput { Name = OutputName } } };
        for (var i = 0; i < names.Count; i++)
        {
            var type = inputs[i].GetTensorTypeAndShape();
            request.Inputs.Add(new InferTensor { Name = names[i], Datatype = TritonTypes.NameOf(type.ElementDataType), Shape = { type.Shape } });
            request.RawInputContents.Add(ByteString.CopyFrom(inputs[i].GetTensorMutableRawData()));
        }

        var response = _connection.Infer(request);
        var at = response.Outputs.Select(output => output.Name).ToList().IndexOf(OutputName);
        if (at < 0 || at >= response.RawOutputContents.Count)
        {
            throw new ModelException($"{NameOf(_connection, _model)}: the answer does not have the output {OutputName} in raw form.");
        }

        var (output, bytes) = (response.Outputs[at], response.RawOutputContents[at]);
        var shape = output.Shape.ToArray();
        using var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TritonTypes.Parse(output.Datatype, output.Name), shape);
        var target = value.GetTensorMutableRawData();
        if (target.Length != bytes.Length)
        {
            throw new ModelException(
                $"{NameOf(_connection, _model)}: {OutputName} has {bytes.Length} bytes; its shape [{string.Join(", ", shape)}] has {target.Length}.");
        }

        bytes.Span.CopyTo(target);
        Read(value, results);
    }

    public override void Dispose() => _connection.Dispose();

    private static string NameOf(TritonConnection connection, string name) => $"{name} on Triton at {connection.Address}";

    private static GraphPorts Ports(IEnumerable<TensorMetadata> tensors, string graph)
    {
        var all = tensors.ToList();
        return new GraphPorts(
            [.. all.Select(tensor => tensor.Name)],
            all.Select(tensor => new GraphPort(graph, tensor.Name, TritonTypes.Parse(tensor.Datatype, tensor.Name), Shape(tensor))));

        static int[] Shape(TensorMetadata tensor) => [.. tensor.Shape.Select(length => checked((int)length))];
    }
}

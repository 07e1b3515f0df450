using Microsoft.ML.OnnxRuntime;

namespace Txt2Image.Clip.Inference;

/// <summary>The inputs or the outputs of a graph.</summary>
/// <param name="names">Their names, also of those that are not tensors.</param>
/// <param name="ports">The tensors.</param>
internal sealed class GraphPorts(IReadOnlyList<string> names, IEnumerable<GraphPort> ports)
{
    private readonly Dictionary<string, GraphPort> _ports = ports.ToDictionary(port => port.Name, StringComparer.Ordinal);

    public IReadOnlyList<string> Names => names;

    public static GraphPorts Of(IReadOnlyDictionary<string, NodeMetadata> ports, string graph) => new(
        [.. ports.Keys],
        ports.Where(port => port.Value.IsTensor)
            .Select(port => new GraphPort(graph, port.Key, port.Value.ElementDataType, port.Value.Dimensions)));

    /// <summary>The first with one of these names, or null.</summary>
    public GraphPort? Find(params ReadOnlySpan<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (_ports.TryGetValue(name, out var port))
            {
                return port;
            }
        }

        return null;
    }
}

using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Txt2Image.Architecture.Tests.Containers;

/// <summary>A compose file with its merge keys resolved.</summary>
internal sealed class ComposeFile
{
    private ComposeFile(YamlMappingNode root) => Root = root;

    public YamlMappingNode Root { get; }

    public IReadOnlyDictionary<string, YamlMappingNode> Services => Members(Root, "services");

    public static ComposeFile Read(string name)
    {
        using var text = File.OpenText(Path.Combine(Repository.Root, name));
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(text)));
        return new ComposeFile((YamlMappingNode)Assert.Single(stream.Documents).RootNode);
    }

    public static YamlNode? Find(YamlMappingNode node, string member) =>
        node.Children.TryGetValue(new YamlScalarNode(member), out var found) ? found : null;

    public static string? Text(YamlMappingNode node, string member) => (Find(node, member) as YamlScalarNode)?.Value;

    public static string[] List(YamlMappingNode node, string member) =>
        Find(node, member) is YamlSequenceNode list ? [.. list.Children.Select(one => ((YamlScalarNode)one).Value!)] : [];

    public static IReadOnlyDictionary<string, YamlMappingNode> Members(YamlMappingNode node, string member) =>
        Find(node, member) is YamlMappingNode members
        ? members.Children.ToDictionary(
            pair => ((YamlScalarNode)pair.Key).Value!, pair => pair.Value as YamlMappingNode ?? [], StringComparer.Ordinal)
        : new Dictionary<string, YamlMappingNode>(StringComparer.Ordinal);

    /// <summary>A service's environment: variables and their values.</summary>
    public static IReadOnlyDictionary<string, string?> Environment(YamlMappingNode service) =>
        Find(service, "environment") is YamlMappingNode variables
        ? variables.Children.ToDictionary(
            pair => ((YamlScalarNode)pair.Key).Value!, pair => ((YamlScalarNode)pair.Value).Value, StringComparer.Ordinal)
        : new Dictionary<string, string?>(StringComparer.Ordinal);
}

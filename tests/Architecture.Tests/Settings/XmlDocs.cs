using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Txt2Image.Architecture.Tests.Settings;

/// <summary>The summaries of members, from the XML files that the compiler writes beside the assemblies.</summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Read = [];

    /// <summary>The summary of a property, as Markdown in one line; empty if it has none.</summary>
    public static string SummaryOf(PropertyInfo member)
    {
        var assembly = member.DeclaringType!.Assembly;
        if (!Read.TryGetValue(assembly, out var members))
        {
            Read[assembly] = members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"), LoadOptions.PreserveWhitespace)
                .Descendants("member")
                .ToDictionary(one => one.Attribute("name")!.Value, StringComparer.Ordinal);
        }

        return members.GetValueOrDefault($"P:{member.DeclaringType.FullName}.{member.Name}")?.Element("summary") is { } summary
            ? Whitespace().Replace(string.Concat(summary.Nodes().Select(Markdown)), " ").Trim()
            : "";
    }

    private static string Markdown(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
        _ => throw new InvalidOperationException($"A settings table has no place for {node}."),
    };

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Whitespace();
}

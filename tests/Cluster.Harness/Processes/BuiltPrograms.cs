using System.Reflection;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Cluster.Harness.Processes;

/// <summary>The programs of this repository that were built with this one, each in its own build output.</summary>
internal static class BuiltPrograms
{
    public const string Api = "Txt2Image.Api";
    public const string Silo = "Txt2Image.Silo";
    public const string Cli = "txt2image";
    public const string Store = "Txt2Image.Qdrant.StandIn";

    private static readonly Dictionary<string, string> Paths = typeof(BuiltPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(program => program.Key is Api or Silo or Cli or Store)
        .ToDictionary(program => program.Key, program => program.Value!, StringComparer.Ordinal);

    /// <summary>How to start one of them.</summary>
    public static ProgramStart Start(string name, params IEnumerable<string> arguments) => ProgramStart.OfAssembly(Paths[name], arguments);
}

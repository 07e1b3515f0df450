namespace Txt2Image.Bench.Cluster.Processes;

/// <summary>A program, its arguments and the settings in its environment.</summary>
internal sealed record ProgramStart(string Program, params IReadOnlyList<string> Arguments)
{
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A program of this repository: they all lie beside this one.</summary>
    public static ProgramStart OfOurs(string assembly, params IEnumerable<string> arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments]);

    /// <summary>Where a program is that comes with the system, or null.</summary>
    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}

using System.Diagnostics;

namespace Txt2Image.Tests.Support.Processes;

/// <summary>A program, its arguments and the settings in its environment.</summary>
public sealed record ProgramStart(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Environment variables, in addition to those of this process.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Its working folder; this process's own if null.</summary>
    public string? Folder { get; init; }

    /// <summary>A .NET program by the path of its assembly.</summary>
    public static ProgramStart OfAssembly(string path, params IEnumerable<string> arguments) => new("dotnet", [path, .. arguments]);

    /// <summary>A program of this repository whose assembly is beside this one.</summary>
    public static ProgramStart Beside(string assembly, params IEnumerable<string> arguments) =>
        OfAssembly(Path.Combine(AppContext.BaseDirectory, assembly), arguments);

    /// <summary>The path of a program that is installed on the system, or null.</summary>
    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <summary>Starts it with its output and errors redirected; the caller must read both.</summary>
    public Process Start()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Folder,
        };
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}

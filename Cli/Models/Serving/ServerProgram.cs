using System.Diagnostics;

namespace Txt2Image.Cli.Models.Serving;

/// <summary>
/// The server's program on this machine. It has what runs graphs; this program only writes them. It is beside this program, or in the repository from
/// which this program was built.
/// </summary>
/// <param name="File">What is started.</param>
/// <param name="Arguments">The arguments before the server's own.</param>
internal sealed record ServerProgram(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>Its name, for messages.</summary>
    public const string Name = "Txt2Image.Api";

    /// <summary>The server's settings that could choose another model than the one that is given.</summary>
    private const string ModelVariables = "TXT2IMAGE__MODEL";

    /// <summary>The program; null if there is none.</summary>
    /// <param name="folder">The folder of this program.</param>
    public static ServerProgram? Find(string folder)
    {
        var assembly = Path.Combine(folder, Name + ".dll");
        if (System.IO.File.Exists(assembly))
        {
            return new("dotnet", [assembly]);
        }

        var executable = Path.Combine(folder, OperatingSystem.IsWindows() ? Name + ".exe" : Name);
        if (System.IO.File.Exists(executable))
        {
            return new(executable, []);
        }

        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var project = Path.Combine(at.FullName, "Api", "Api.csproj");
            if (System.IO.File.Exists(project) && System.IO.File.Exists(Path.Combine(at.FullName, "Cli", "Cli.csproj")))
            {
                // Built first if a source is newer, as ./txt2image does with this program.
                return new("dotnet", ["run", "-c", "Release", "--project", project, "--"]);
            }
        }

        return null;
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="output">Gets each line that it prints.</param>
    /// <param name="errors">Gets each line of its messages.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(
        IEnumerable<string> arguments, Action<string> output, Action<string> errors, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(File, [.. Arguments, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.ToList())
        {
            if (name.StartsWith(ModelVariables, StringComparison.OrdinalIgnoreCase))
            {
                start.Environment.Remove(name);
            }
        }

        using var process = Process.Start(start)!;
        try
        {
            await Task.WhenAll(
                CopyAsync(process.StandardOutput, output, cancellationToken), CopyAsync(process.StandardError, errors, cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task CopyAsync(StreamReader from, Action<string> to, CancellationToken cancellationToken)
    {
        while (await from.ReadLineAsync(cancellationToken) is { } line)
        {
            to(line);
        }
    }
}

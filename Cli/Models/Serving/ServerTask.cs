using System.ComponentModel;
using Txt2Image.Cli.Terminal;
using Txt2Image.Hub.Installed;

namespace Txt2Image.Cli.Models.Serving;

/// <summary>What only the server's program can do with a model of this machine, because it has what runs graphs.</summary>
internal static class ServerTask
{
    /// <summary>Says what the variant int8 of a model gains and loses.</summary>
    /// <param name="environment">Where the report is printed.</param>
    /// <param name="model">The model.</param>
    /// <param name="pictures">A folder of pictures with captions; null for the gallery that the server brings along.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RunFailedException">There is no server's program, or it failed.</exception>
    public static Task CompareAsync(CliEnvironment environment, InstalledModel model, string? pictures, CancellationToken cancellationToken) =>
        RunAsync(
            environment,
            "the comparison",
            [Of(model), "--compare-int8", .. pictures is null ? Array.Empty<string>() : [pictures]],
            cancellationToken);

    /// <summary>Writes a model as a repository for a Triton server.</summary>
    /// <param name="environment">Where it is said what was written.</param>
    /// <param name="model">The model.</param>
    /// <param name="variant">Which of its graphs; null for the server's choice.</param>
    /// <param name="folder">The repository's folder, as a full path.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RunFailedException">There is no server's program, or it failed.</exception>
    public static Task ExportToTritonAsync(
        CliEnvironment environment, InstalledModel model, string? variant, string folder, CancellationToken cancellationToken)
    {
        string[] chosen = variant is null ? [] : [$"--Txt2Image:Model:Variant={variant}"];
        return RunAsync(environment, "the export", [Of(model), .. chosen, "--export-triton", folder], cancellationToken);
    }

    private static string Of(InstalledModel model) => $"--Txt2Image:Model={model.Folder}";

    private static async Task RunAsync(CliEnvironment environment, string task, string[] arguments, CancellationToken cancellationToken)
    {
        var command = $"{ServerProgram.Name} {string.Join(' ', arguments)}";
        if (ServerProgram.Find(environment.ProgramFolder) is not { } program)
        {
            throw new RunFailedException(
                $"{task} needs the server's program, which runs graphs, and it is not beside this one. Where it is installed, run: {command}");
        }

        int code;
        try
        {
            code = await program.RunAsync(
                arguments,
                line => environment.Out.WriteLine(Printable.Of(line)),
                line => environment.Error.WriteLine(Printable.Of(line)),
                cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw new RunFailedException($"{program.File} cannot be started ({exception.Message}). Run {task} by hand: {command}");
        }

        if (code != ExitCode.Success)
        {
            throw new RunFailedException($"{task} failed: {command}");
        }
    }
}

using System.ComponentModel;
using Txt2Image.Cli.Terminal;
using Txt2Image.Hub.Installed;

namespace Txt2Image.Cli.Models.Comparing;

/// <summary>Says what the variant int8 of a model gains and loses, by the server's program.</summary>
internal static class VariantComparison
{
    /// <summary>Prints the server's report.</summary>
    /// <param name="environment">Where it is printed.</param>
    /// <param name="model">The model.</param>
    /// <param name="pictures">A folder of pictures with captions; null for the gallery that the server brings along.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="RunFailedException">There is no server's program, or it failed.</exception>
    public static async Task RunAsync(CliEnvironment environment, InstalledModel model, string? pictures, CancellationToken cancellationToken)
    {
        string[] arguments = [$"--Txt2Image:Model={model.Folder}", "--compare-int8", .. pictures is null ? Array.Empty<string>() : [pictures]];
        var command = $"{ServerProgram.Name} {string.Join(' ', arguments)}";
        if (ServerProgram.Find(environment.ProgramFolder) is not { } program)
        {
            throw new RunFailedException(
                "the comparison needs the server's program, which runs graphs, and it is not beside this one. " +
                $"Where it is installed, run: {command}");
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
            throw new RunFailedException($"{program.File} cannot be started ({exception.Message}). Run the comparison by hand: {command}");
        }

        if (code != ExitCode.Success)
        {
            throw new RunFailedException($"the comparison failed: {command}");
        }
    }
}

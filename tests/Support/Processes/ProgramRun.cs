namespace Txt2Image.Tests.Support.Processes;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Error">What it wrote to its standard error.</param>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program to its end; it is killed if the token is cancelled.</summary>
    public static async Task<ProgramRun> RunAsync(ProgramStart program, CancellationToken cancellationToken = default)
    {
        using var process = program.Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramRun(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="ProgramFailedException">Its exit code is not 0.</exception>
    public static async Task<string> OutputOfAsync(ProgramStart program)
    {
        var run = await RunAsync(program);
        return run.ExitCode == 0
            ? run.Output
            : throw new ProgramFailedException($"{program.Program} exited with code {run.ExitCode}:\n{run.Output}{run.Error}");
    }
}

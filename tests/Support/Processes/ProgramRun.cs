namespace Txt2Image.Tests.Support.Processes;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Error">What it wrote to its standard error.</param>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program to its end; it is killed where the token ends it.</summary>
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

    /// <summary>Runs a program that has to succeed.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="ProgramFailedException">It ended with another status than 0.</exception>
    public static async Task<string> OutputOfAsync(ProgramStart program)
    {
        var run = await RunAsync(program);
        return run.ExitCode == 0 ? run.Output : throw new ProgramFailedException($"{program.Program} ended with {run.ExitCode}:\n{run.Output}{run.Error}");
    }
}

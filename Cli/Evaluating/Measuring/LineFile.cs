using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Evaluating.Measuring;

/// <summary>A file with a question a line.</summary>
internal static class LineFile
{
    /// <exception cref="RunFailedException">The file cannot be read.</exception>
    public static async Task<string[]> ReadAsync(CliEnvironment environment, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllLinesAsync(environment.FullPath(file)!, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunFailedException($"{file}: {exception.Message}");
        }
    }
}

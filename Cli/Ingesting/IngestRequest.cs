using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingesting;

/// <summary>What the command line asks for.</summary>
internal sealed record IngestRequest(string Path, string Collection, int Parallel)
{
    public const int DefaultParallel = 4;
    public const int MaxParallel = 32;

    /// <summary>The path as the user's folder sees it; one that is not there cannot be meant.</summary>
    public static string Resolve(CliEnvironment environment, string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path, environment.WorkingDirectory));
        return File.Exists(full) || Directory.Exists(full)
            ? full
            : throw new UsageException($"there is no file or folder '{path}'");
    }
}

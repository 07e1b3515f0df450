namespace Txt2Image.Cli.Terminal;

/// <summary>Everything the program takes from around it, so that a test can give its own.</summary>
internal sealed record CliEnvironment
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Columns of the terminal behind <see cref="Out"/>; null when it is a file or a pipe.</summary>
    public int? OutWidth { get; init; }

    /// <summary>Columns of the terminal behind <see cref="Error"/>; null when it is a file or a pipe.</summary>
    public int? ErrorWidth { get; init; }

    public Func<string, string?> Variable { get; init; } = _ => null;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    public static CliEnvironment OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OutWidth = Console.IsOutputRedirected ? null : Width(),
        ErrorWidth = Console.IsErrorRedirected ? null : Width(),
        Variable = Environment.GetEnvironmentVariable,
    };

    /// <summary>A terminal that does not tell its width is taken for a classic one.</summary>
    private static int Width()
    {
        const int Classic = 80;
        try
        {
            return Console.WindowWidth is var width and > 0 ? width : Classic;
        }
        catch (IOException)
        {
            return Classic;
        }
    }
}

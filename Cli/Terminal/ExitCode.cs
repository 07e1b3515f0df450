namespace Txt2Image.Cli.Terminal;

/// <summary>The exit codes of the process. The help of the root command lists them.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int SomeFailed = 1;
    public const int Usage = 2;
    public const int Unreachable = 3;

    /// <summary>128 + SIGINT, as shells expect of a command stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;
}

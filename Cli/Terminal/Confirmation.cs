namespace Txt2Image.Cli.Terminal;

/// <summary>Asks before something is deleted.</summary>
internal static class Confirmation
{
    /// <summary>The answer; null without a terminal.</summary>
    public static bool? Ask(CliEnvironment environment, string question)
    {
        if (!environment.IsInteractive)
        {
            return null;
        }

        environment.Error.Write($"{Printable.Of(question)} [y/N] ");
        return environment.In.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}

namespace Txt2Image.Cli.Terminal;

/// <summary>The run cannot continue, and neither the command line nor the server is the reason: a damaged archive, a full disk.</summary>
internal sealed class RunFailedException(string message) : Exception(message);

namespace Txt2Image.Cli.Terminal;

/// <summary>The run ends for a reason that lies neither in the command line nor with the server: an archive that is none, a full disk.</summary>
internal sealed class CannotGoOnException(string message) : Exception(message);

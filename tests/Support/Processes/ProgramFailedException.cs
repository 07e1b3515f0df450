namespace Txt2Image.Tests.Support.Processes;

/// <summary>A required program is missing, failed or did not become ready. The message is for the person who runs the tests.</summary>
public sealed class ProgramFailedException(string message) : Exception(message);

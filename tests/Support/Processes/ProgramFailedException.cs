namespace Txt2Image.Tests.Support.Processes;

/// <summary>A program that is needed is missing, failed or did not become ready; the message is for the person who runs the tests.</summary>
public sealed class ProgramFailedException(string message) : Exception(message);

namespace Txt2Image.Cluster.Harness;

/// <summary>Something could not be tried; the message is for the person who asked for it.</summary>
internal sealed class HarnessException(string message) : Exception(message);

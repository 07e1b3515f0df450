namespace Txt2Image.Cluster.Harness;

/// <summary>A test or a cluster could not be run. The message is for the user.</summary>
internal sealed class HarnessException(string message) : Exception(message);

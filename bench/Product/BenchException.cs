namespace Txt2Image.Bench.Product;

/// <summary>Something could not be measured. The message is for the user.</summary>
internal sealed class BenchException(string message) : Exception(message);

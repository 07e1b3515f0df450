namespace Txt2Image.Bench.Product;

/// <summary>Something could not be measured; the message is for the person who asked for it.</summary>
internal sealed class BenchException(string message) : Exception(message);

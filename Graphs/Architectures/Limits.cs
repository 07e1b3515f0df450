namespace Txt2Image.Graphs.Architectures;

/// <summary>What no CLIP exceeds. A configuration is hostile input, and must not make a graph that fills the memory.</summary>
internal static class Limits
{
    public const int Layers = 256;
    public const int Width = 1 << 16;
    public const int Context = 1024;
    public const int ImageSize = 4096;
}

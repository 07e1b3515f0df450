using Txt2Image.Clip.Tests.Support;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Tests.Text;

/// <summary>CLIP's published tokenizer.</summary>
internal static class RealTokenizer
{
    private static readonly Lazy<ClipTokenizer> Loaded = new(static () => new(new(
        SharedData.Require("clip", "vocab.json"), SharedData.Require("clip", "merges.txt"), "<|startoftext|>", "<|endoftext|>",
        "<|endoftext|>", 77)));

    public static ClipTokenizer Load()
    {
        _ = SharedData.Require("clip", "vocab.json");
        return Loaded.Value;
    }
}

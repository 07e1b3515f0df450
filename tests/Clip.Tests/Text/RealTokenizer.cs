using Txt2Image.Clip.Tests.Support;
using Txt2Image.Clip.Text;

namespace Txt2Image.Clip.Tests.Text;

/// <summary>CLIP's published tokenizer.</summary>
internal static class RealTokenizer
{
    private static readonly Lazy<ClipTokenizer> Loaded = new(static () => new(new TextSide
    {
        Kind = TokenizerKind.ClipBpe,
        Vocabulary = SharedData.Require("clip", "vocab.json"),
        Merges = SharedData.Require("clip", "merges.txt"),
        Begin = "<|startoftext|>",
        End = "<|endoftext|>",
        Pad = "<|endoftext|>",
        ContextLength = 77,
        Cleaner = Cleaner.Clip,
    }));

    public static ClipTokenizer Load()
    {
        _ = SharedData.Require("clip", "vocab.json");
        return Loaded.Value;
    }
}

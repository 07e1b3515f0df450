using System.Text;

namespace Txt2Image.Clip.Text;

/// <summary>What happens to a text before the tokenizer reads it. Equal cleaned texts have equal tokens.</summary>
/// <param name="Name">Part of cache keys, because texts cleaned by different cleaners must not share a key.</param>
/// <param name="Clean">Accepts any UTF-16.</param>
internal sealed record Cleaner(string Name, Func<string, string> Clean)
{
    /// <summary>CLIP's and open_clip's, with its lower case.</summary>
    public static Cleaner Clip { get; } = new("clip", TextCleaner.Lower);

    /// <summary>The normalizer of the Hugging Face fast tokenizer of CLIP. Its special tokens are recognised afterwards.</summary>
    public static Cleaner ClipFast { get; } = new("clip-fast", static text =>
        LowerCase.OfEach(string.Join(' ', Nfc(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    /// <summary>open_clip's for multilingual tokenizers: case is kept.</summary>
    public static Cleaner Whitespace { get; } = new("whitespace", TextCleaner.Collapsed);

    /// <summary>open_clip's for SigLIP: lower case without punctuation.</summary>
    public static Cleaner Canonical { get; } = new("canonical", TextCleaner.Canonical);

    /// <summary>Lower case only, on which SigLIP 2 was trained.</summary>
    public static Cleaner Lower { get; } = new("lower", static text => LowerCase.Of(WellFormed.Of(text)));

    /// <summary>Nothing: the tokenizer reads the text as it is.</summary>
    public static Cleaner None { get; } = new("none", WellFormed.Of);

    private static string Nfc(string text) => WellFormed.Normalize(WellFormed.Of(text), NormalizationForm.FormC);
}

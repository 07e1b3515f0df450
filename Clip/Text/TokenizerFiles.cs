namespace Txt2Image.Clip.Text;

/// <summary>The files, special tokens and context length of a tokenizer.</summary>
/// <param name="Vocabulary">Path of <c>vocab.json</c>: an object of token → id, byte-level, words ending in <c>&lt;/w&gt;</c>.</param>
/// <param name="Merges">Path of <c>merges.txt</c>: one pair per line, the most frequent first.</param>
/// <param name="Begin">The token before every text.</param>
/// <param name="End">The token after every text.</param>
/// <param name="Pad">The token that fills a batch.</param>
/// <param name="ContextLength">The longest sequence, including begin and end.</param>
internal sealed record TokenizerFiles(string Vocabulary, string Merges, string Begin, string End, string Pad, int ContextLength);

namespace Txt2Image.Graphs.Architectures;

/// <summary>A text tower that is a BERT, without its weights. Its blocks are normalised behind each half, and the first token is pooled.</summary>
/// <param name="Transformer">Its blocks.</param>
/// <param name="Vocabulary">The number of tokens.</param>
/// <param name="Positions">The rows of its table of positions.</param>
/// <param name="Types">The number of token types, of which a text has the first.</param>
/// <param name="PadId">
/// As in RoBERTa, tokens with this id have the position of its number, and others count from the one behind it; null if positions count from 0, as in
/// BERT.
/// </param>
/// <param name="Dimension">The length of an embedding.</param>
internal sealed record BertSpec(TransformerSpec Transformer, int Vocabulary, int Positions, int Types, int? PadId, int Dimension);

namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>A block as one version of the index sees it; nothing in it changes.</summary>
/// <param name="Block">The rows; those from <paramref name="Count"/> on are not this version's.</param>
/// <param name="Codes">Their codes, once the block is full.</param>
/// <param name="Payloads">By row; null where the row was deleted.</param>
/// <param name="Count">Rows, deleted ones among them.</param>
/// <param name="Live">Rows that are not deleted.</param>
internal sealed record Segment(RowBlock Block, BlockCodes? Codes, Payload?[] Payloads, int Count, int Live);

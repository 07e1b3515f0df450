namespace Txt2Image.Storage.Vectors.Embedded.Scanning;

/// <summary>A block as seen by one version of the index; immutable.</summary>
/// <param name="Block">The rows; those from <paramref name="Count"/> on do not belong to this version.</param>
/// <param name="Codes">Their codes, once the block is full.</param>
/// <param name="Payloads">The payload of each row that is not deleted.</param>
/// <param name="Count">The number of rows, including deleted ones.</param>
/// <param name="Live">The number of rows that are not deleted.</param>
internal sealed record Segment(RowBlock Block, BlockCodes? Codes, RowPayloads Payloads, int Count, int Live);

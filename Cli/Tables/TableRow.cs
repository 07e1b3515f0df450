using System.Text.Json.Nodes;

namespace Txt2Image.Cli.Tables;

/// <summary>A row of a table as it is in its file.</summary>
/// <param name="Place">The file and the line or row, for messages.</param>
/// <param name="Values">Its columns and their values, in the order of the file; those without a value may be missing.</param>
internal sealed record TableRow(string Place, IReadOnlyList<KeyValuePair<string, JsonNode?>> Values);

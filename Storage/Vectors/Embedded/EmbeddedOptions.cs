using System.ComponentModel.DataAnnotations;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Vectors.Embedded;

/// <summary>The store in the data directory.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>
    /// The most memory for vectors, in bytes; 0: three quarters of what this process may use. Codes, a fifth of the vectors' bytes, always count
    /// first. Vectors beyond it stay on the disk, and a search reads only those that it must compare exactly.
    /// </summary>
    [Range(0, 1L << 40)]
    public long Memory { get; set; }

    /// <summary>The rows of a full block.</summary>
    internal int BlockRows { get; init; } = RowIndexWriter.BlockRows;
}

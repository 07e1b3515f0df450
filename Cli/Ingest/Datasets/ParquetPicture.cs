using System.Runtime.InteropServices;
using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Datasets;

/// <summary>A picture in a row of a Parquet file.</summary>
/// <param name="Bytes">Its bytes.</param>
internal sealed record ParquetPicture(string Name, string Path, long Modified, ReadOnlyMemory<byte> Bytes)
    : ImageFile(Name, Path, Bytes.Length, Modified)
{
    public override long BufferedBytes => Bytes.Length;

    public override Stream Open() => MemoryMarshal.TryGetArray(Bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(Bytes.ToArray(), writable: false);
}

using Txt2Image.Cli.Collections.Export;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections.Import;

/// <summary>Images with embeddings in a folder.</summary>
/// <param name="Model">The fingerprint of the model that made the embeddings; null if the folder does not name it.</param>
/// <param name="ModelName">Its name, for people.</param>
/// <param name="Dimension">How many numbers an embedding has.</param>
/// <param name="Count">How many rows there are.</param>
/// <param name="Rows">The rows, read when they are needed.</param>
internal sealed record ImportSource(string? Model, string? ModelName, int Dimension, long Count, IEnumerable<ImportRow> Rows)
{
    /// <exception cref="UsageException">There is nothing that can be read: the message says what is missing.</exception>
    public static ImportSource Open(string folder, string? images, TextDecoding decoding)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"there is no folder '{folder}'");
        }

        var export = new ExportFolder(folder);
        if (export.ReadManifest() is { } manifest)
        {
            return ExportSource.Open(export, manifest, images);
        }

        if (File.Exists(ExportFolder.Draft(export.Points)))
        {
            throw new UsageException($"the export in '{folder}' is not complete: run 'collections export' again to finish it");
        }

        return ClipRetrievalSource.Open(folder, images, decoding);
    }
}

/// <summary>A row of a source.</summary>
/// <param name="Place">Its file and line, for messages.</param>
/// <param name="Id">The id that the image's bytes must have; null if the source does not know it.</param>
/// <param name="Names">The names that it gets, at least one.</param>
/// <param name="Caption">Its caption, if it has one.</param>
/// <param name="Fields">Its fields as a JSON object, if it has some.</param>
/// <param name="File">Where its bytes are.</param>
/// <param name="Embedding">Its embedding, as it is in the file.</param>
internal sealed record ImportRow(string Place, Guid? Id, IReadOnlyList<string> Names, string? Caption, string? Fields, string File, float[] Embedding)
{
    /// <summary>Whether its bytes are a preview, because the server that it comes from had no original.</summary>
    public bool IsPreview { get; init; }
}

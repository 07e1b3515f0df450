using Txt2Image.Grains.Collections;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Api.Demo;

/// <summary>A picture of the demo gallery.</summary>
internal sealed record Sample(string Path, string Name, string Caption)
{
    public async Task<ImageUpload> LoadAsync(SampleEmbeddings embeddings, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(Path, cancellationToken);
        return new ImageUpload(Name, bytes, Caption, Fields: null) { Given = embeddings.Find(ImageId.Of(bytes)) };
    }
}

/// <summary>The demo gallery that is shipped with the program: a folder with a list of its pictures and their captions.</summary>
internal static class Samples
{
    public const string List = "captions.csv";

    /// <summary>Reads the pictures of a folder; none if it has no list.</summary>
    public static IReadOnlyList<Sample> Read(string folder)
    {
        var list = Path.Combine(folder, List);
        if (!File.Exists(list))
        {
            return [];
        }

        using var reader = new StreamReader(list);
        var rows = CsvReader.Read(reader).ToList();
        if (rows.Count == 0)
        {
            return [];
        }

        var (file, caption) = (Array.IndexOf(rows[0], "file"), Array.IndexOf(rows[0], "caption"));
        if (file < 0 || caption < 0)
        {
            throw new InvalidDataException($"{list}: the first row must name the columns file and caption.");
        }

        var whole = rows.Skip(1).Where(row => row.Length == rows[0].Length);
        return [.. whole.Select(row => new Sample(Path.Combine(folder, row[file]), row[file], row[caption]))];
    }
}

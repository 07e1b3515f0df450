using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.Import;

/// <summary>A row ready to be sent, with its bytes and its embedding as a unit vector.</summary>
internal sealed record ImportItem(ImportRow Row, byte[] Bytes, float[]? Embedding)
{
    private const double UnitTolerance = 1e-2;
    private const double Exact = 1e-6;
    private const long MostBytes = 256L << 20;

    /// <summary>Reads a row's bytes and checks its embedding.</summary>
    /// <exception cref="UnfitRowException">It cannot be sent: the message says why.</exception>
    public static ImportItem Read(ImportRow row, bool withEmbedding)
    {
        var embedding = withEmbedding ? Unit(row.Embedding) : null;
        var bytes = ReadBytes(row.File);
        if (row.Id is { } id && ImageId.Of(bytes) != id)
        {
            throw new UnfitRowException("InvalidRequest", $"'{row.File}' is not the file that was exported: its bytes differ");
        }

        return new ImportItem(row, bytes, embedding);
    }

    /// <summary>The uploads: the image under each of its names.</summary>
    public IEnumerable<ImageUpload> Uploads(string? model) => Row.Names.Select(name => new ImageUpload
    {
        Name = name,
        Content = () => new ByteArrayContent(Bytes),
        Caption = Row.Caption,
        Fields = Row.Fields,
        Embedding = Embedding is null ? (ReadOnlyMemory<float>?)null : Embedding,
        Model = Embedding is null ? null : model,
    });

    private static float[] Unit(float[] given)
    {
        var norm = Math.Sqrt(given.Sum(value => (double)value * value));
        if (!double.IsFinite(norm))
        {
            throw new UnfitRowException("InvalidRequest", "its embedding has a number that is not finite");
        }

        if (Math.Abs(norm - 1) > UnitTolerance)
        {
            throw new UnfitRowException(
                "InvalidRequest", FormattableString.Invariant($"its embedding is not a unit vector: its length is {norm:0.####}"));
        }

        // A vector as exact as its type allows is kept bit for bit.
        return Math.Abs(norm - 1) <= Exact ? given : [.. given.Select(value => (float)(value / norm))];
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            return new FileInfo(file) switch
            {
                { Exists: false } => throw new UnfitRowException("NotFound", $"there is no file '{file}'"),
                { Length: > MostBytes } => throw new UnfitRowException("TooLarge", $"'{file}' is larger than any image"),
                _ => File.ReadAllBytes(file),
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnfitRowException("Unreadable", $"'{file}' cannot be read: {exception.Message}");
        }
    }
}

/// <summary>A row that cannot be sent.</summary>
internal sealed class UnfitRowException(string code, string reason) : Exception(reason)
{
    public string Code { get; } = code;
}

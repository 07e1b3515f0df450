using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.Import;

/// <summary>A row ready to be sent, with its bytes and its embedding as a unit vector.</summary>
internal sealed record ImportItem(ImportRow Row, byte[] Bytes, float[]? Embedding)
{
    /// <summary>16-bit numbers make a unit vector inexact by less than this.</summary>
    private const double UnitTolerance = 1e-2;

    private const double Exact = 1e-6;
    private const long MostBytes = 256L << 20;

    /// <summary>Reads a row's bytes and checks its embedding.</summary>
    /// <exception cref="UnfitRowException">It cannot be sent: the message says why.</exception>
    public static ImportItem Read(ImportRow row, bool withEmbedding)
    {
        var length = withEmbedding ? LengthOf(row.Embedding) : 1;
        var bytes = ReadBytes(row.File);
        if (row.Id is { } id && ImageId.Of(bytes) != id)
        {
            throw new UnfitRowException("InvalidRequest", $"'{row.File}' is not the file that was exported: its bytes differ");
        }

        return new ImportItem(row, bytes, withEmbedding ? Unit(row.Embedding, length) : null)
        {
            WasNormalized = Math.Abs(length - 1) > UnitTolerance,
        };
    }

    /// <summary>Whether its embedding was far from a unit vector: the raw features of a model.</summary>
    public bool WasNormalized { get; private init; }

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

    private static double LengthOf(float[] embedding)
    {
        var length = Math.Sqrt(embedding.Sum(value => (double)value * value));
        return length is > 0 and < double.PositiveInfinity
            ? length
            : throw new UnfitRowException("InvalidRequest", "its embedding has a number that is not finite, or all its numbers are zero");
    }

    /// <summary>A vector as exact as its type allows is kept bit for bit.</summary>
    private static float[] Unit(float[] given, double length) =>
        Math.Abs(length - 1) <= Exact ? given : [.. given.Select(value => (float)(value / length))];

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

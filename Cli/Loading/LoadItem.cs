using System.Runtime.InteropServices;
using Txt2Image.Cli.Exporting;

namespace Txt2Image.Cli.Loading;

/// <summary>A row that is ready to be sent: its bytes, and its embedding as a unit vector.</summary>
internal sealed record LoadItem(LoadRow Row, byte[] Bytes, byte[]? Embedding)
{
    private const double UnitTolerance = 1e-2;
    private const double Exact = 1e-6;
    private const long MostBytes = 256L << 20;

    /// <summary>Reads a row's bytes and looks at its embedding.</summary>
    /// <exception cref="UnfitRowException">It cannot be sent: the message says why.</exception>
    public static LoadItem Read(LoadRow row, bool withEmbedding)
    {
        var embedding = withEmbedding ? Unit(row.Embedding) : null;
        var bytes = ReadBytes(row.File);
        if (row.Id is { } id && ImageFetch.IdOf(bytes) != id)
        {
            throw new UnfitRowException("InvalidRequest", $"'{row.File}' has other bytes than those that were exported");
        }

        return new LoadItem(row, bytes, embedding is null ? null : MemoryMarshal.AsBytes<float>(embedding).ToArray());
    }

    private static float[] Unit(float[] given)
    {
        var norm = Math.Sqrt(given.Sum(value => (double)value * value));
        if (!double.IsFinite(norm))
        {
            throw new UnfitRowException("InvalidRequest", "its embedding has a number that is not finite");
        }

        if (Math.Abs(norm - 1) > UnitTolerance)
        {
            throw new UnfitRowException("InvalidRequest", FormattableString.Invariant($"its embedding is no unit vector: its length is {norm:0.####}"));
        }

        // One that is as exact as its type allows stays as it is, to the bit.
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

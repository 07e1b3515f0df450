using System.Runtime.InteropServices;
using Txt2Image.Grains.Abstractions.Encoding;
using Txt2Image.Grains.Ingesting;

namespace Txt2Image.Api.Demo;

/// <summary>Embeddings that are shipped with the demo gallery, by image id. The pictures are then searchable as soon as they are stored.</summary>
internal sealed class SampleEmbeddings
{
    /// <summary>
    /// The file in the gallery's folder: the model's fingerprint (16 bytes), the dimension (int32), then a record for each picture: its id
    /// (16 bytes, big-endian) and its embedding (float16). All numbers are little-endian.
    /// </summary>
    public const string FileName = "embeddings.bin";

    private const int FingerprintLength = 16;
    private const int IdLength = 16;

    private readonly Dictionary<Guid, GivenEmbedding> _embeddings = [];

    /// <summary>Reads the embeddings of a model; none if there is no file, or if it has those of another model.</summary>
    /// <exception cref="InvalidDataException">The file is cut off.</exception>
    public static SampleEmbeddings Read(string folder, string fingerprint)
    {
        var found = new SampleEmbeddings();
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return found;
        }

        using var reader = new BinaryReader(File.OpenRead(path));
        if (Convert.ToHexStringLower(reader.ReadBytes(FingerprintLength)) == fingerprint)
        {
            found.ReadRecords(reader, path, fingerprint);
        }

        return found;
    }

    /// <summary>The embedding of a picture; null if none is shipped, for example because the picture was changed.</summary>
    public GivenEmbedding? Find(Guid image) => _embeddings.GetValueOrDefault(image);

    private void ReadRecords(BinaryReader reader, string path, string fingerprint)
    {
        var dimension = reader.ReadInt32();
        var record = new byte[IdLength + (dimension * sizeof(ushort))];
        for (int read; (read = reader.BaseStream.ReadAtLeast(record, record.Length, throwOnEndOfStream: false)) > 0;)
        {
            if (read < record.Length)
            {
                throw new InvalidDataException($"{path} is cut off. Get this file again, or delete it: the server then embeds the pictures itself.");
            }

            var halves = MemoryMarshal.Cast<byte, Half>(record.AsSpan(IdLength));
            var floats = new float[dimension];
            for (var i = 0; i < dimension; i++)
            {
                floats[i] = (float)halves[i];
            }

            _embeddings[new Guid(record.AsSpan(0, IdLength), bigEndian: true)] = new GivenEmbedding(Embedding.From(floats), fingerprint);
        }
    }
}

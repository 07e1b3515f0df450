using System.Text.Json;
using Google.Protobuf;
using Microsoft.ML.Tokenizers;

namespace Txt2Image.Clip.Text;

/// <summary>
/// Loads a SentencePiece model from its own file, or from the same data in <c>tokenizer.json</c>, from which a model is made.
/// </summary>
internal static class SentencePieceFile
{
    /// <summary>Fields of SentencePiece's messages: a model, a piece, how it was trained, how it normalises.</summary>
    private const int Piece = 1, Trainer = 2, Normalizer = 3, PieceText = 1, PieceScore = 2, PieceType = 3, ModelType = 3, ByteFallback = 35,
        UnknownId = 40, BeginId = 41, EndId = 42, PadId = 43, CharsTable = 2, DummyPrefix = 3, ExtraSpaces = 4;

    private const int Normal = 1, Unknown = 2, Control = 3, Byte = 6;

    /// <param name="path">The model, or <c>tokenizer.json</c>.</param>
    /// <param name="kind">The tokenizer that it belongs to.</param>
    /// <returns>The library's tokenizer, and the characters that must be removed before it.</returns>
    public static (SentencePieceTokenizer Pieces, HashSet<char> Removed) Load(string path, TokenizerKind kind)
    {
        var model = Vocabulary.IsTokenizer(path) ? FromTokenizer(path, kind) : File.ReadAllBytes(path);
        try
        {
            using var stream = new MemoryStream([.. model, .. Changes(kind)]);
            return (SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false), CharsMap.Removed(model));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new ModelException($"{path}: expected a SentencePiece model ({exception.Message}).", exception);
        }
    }

    /// <summary>
    /// What follows the model and replaces its values: SigLIP's tokenizer adds the first space itself; and the library fails on a model that has no
    /// begin token.
    /// </summary>
    private static byte[] Changes(TokenizerKind kind) => kind == TokenizerKind.Gemma ? [] : Message(writer =>
    {
        Nested(writer, Trainer, static trainer => Number(trainer, BeginId, 0));
        if (kind == TokenizerKind.Siglip)
        {
            Nested(writer, Normalizer, static normalizer => Number(normalizer, DummyPrefix, 0));
        }
    });

    private static byte[] FromTokenizer(string path, TokenizerKind kind)
    {
        var bpe = kind == TokenizerKind.Gemma;
        return Message(writer =>
        {
            var (pieces, unknown) = bpe
                ? Vocabulary.ReadTokenizer(path, "BPE", Bpe)
                : Vocabulary.ReadTokenizer(path, "Unigram", Unigram);
            foreach (var (id, (text, score)) in pieces.Index())
            {
                Write(writer, text, score, id == unknown ? Unknown : TypeOf(text, bpe));
            }

            Nested(writer, Trainer, trainer =>
            {
                Number(trainer, ModelType, bpe ? 2 : 1);
                Number(trainer, ByteFallback, bpe ? 1 : 0);
                Number(trainer, UnknownId, unknown);
                Number(trainer, EndId, Array.FindIndex(pieces, static piece => piece.Text is "</s>" or "<eos>"));
                Number(trainer, PadId, -1);
            });
            Nested(writer, Normalizer, normalizer =>
            {
                normalizer.WriteTag(CharsTable, WireFormat.WireType.LengthDelimited);
                normalizer.WriteBytes(ByteString.CopyFrom(CharsMapOf(path)));
                Array.ForEach([DummyPrefix, ExtraSpaces], field => Number(normalizer, field, bpe ? 0 : 1));
            });
        });
    }

    /// <summary>Pieces with their scores; the id of the unknown one.</summary>
    private static ((string Text, float Score)[] Pieces, int Unknown) Unigram(JsonElement model) => (
        [.. model.GetProperty("vocab").EnumerateArray().Select(static piece => (piece[0].GetString()!, piece[1].GetSingle()))],
        model.GetProperty("unk_id").GetInt32());

    /// <summary>A piece's score is the rank of the first merge that makes it: SentencePiece merges the pair with the best result.</summary>
    private static ((string Text, float Score)[] Pieces, int Unknown) Bpe(JsonElement model)
    {
        var ids = Vocabulary.Ids(model.GetProperty("vocab"));
        Dictionary<string, float> scores = new(StringComparer.Ordinal);
        foreach (var (rank, merge) in Vocabulary.Merges(model.GetProperty("merges")).Index())
        {
            scores.TryAdd(merge.Replace(" ", "", StringComparison.Ordinal), -rank);
        }

        return ([.. ids.OrderBy(static id => id.Value).Select(id => (id.Key, scores.GetValueOrDefault(id.Key, float.MinValue)))], ids["<unk>"]);
    }

    private static int TypeOf(string text, bool bpe) => text switch
    {
        "<s>" or "</s>" or "<pad>" or "<mask>" or "<bos>" or "<eos>" => Control,
        ['<', '0', 'x', _, _, '>'] when bpe => Byte,
        _ => Normal,
    };

    /// <summary>The table of characters that the normaliser replaces, if it has one.</summary>
    private static byte[] CharsMapOf(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        if (!document.RootElement.TryGetProperty("normalizer", out var normalizer) || normalizer.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        JsonElement[] steps = normalizer.TryGetProperty("normalizers", out var several) ? [.. several.EnumerateArray()] : [normalizer];
        return steps.Where(static step => step.TryGetProperty("precompiled_charsmap", out _))
            .Select(static step => step.GetProperty("precompiled_charsmap").GetBytesFromBase64()).FirstOrDefault([]);
    }

    private static void Write(CodedOutputStream writer, string text, float score, int type) => Nested(writer, Piece, piece =>
    {
        piece.WriteTag(PieceText, WireFormat.WireType.LengthDelimited);
        piece.WriteString(text);
        piece.WriteTag(PieceScore, WireFormat.WireType.Fixed32);
        piece.WriteFloat(score);
        Number(piece, PieceType, type);
    });

    private static void Number(CodedOutputStream writer, int field, int value)
    {
        writer.WriteTag(field, WireFormat.WireType.Varint);
        writer.WriteInt32(value);
    }

    private static void Nested(CodedOutputStream writer, int field, Action<CodedOutputStream> write)
    {
        writer.WriteTag(field, WireFormat.WireType.LengthDelimited);
        writer.WriteBytes(ByteString.CopyFrom(Message(write)));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(writer);
        }

        return bytes.ToArray();
    }
}

using System.Text;
using Microsoft.ML.Tokenizers;

namespace Txt2Image.Clip.Text;

/// <summary>CLIP's byte-level BPE: turns a cleaned text (<see cref="TextCleaner"/>) into token ids. Thread-safe.</summary>
public sealed class ClipTokenizer
{
    private readonly BpeTokenizer _bpe;
    private readonly WordSplitter _splitter;

    internal ClipTokenizer(TokenizerFiles files)
    {
        RequireUnicode();
        var ids = Vocabulary.Read(files.Vocabulary);
        BeginId = Vocabulary.Require(ids, files.Begin, files.Vocabulary);
        EndId = Vocabulary.Require(ids, files.End, files.Vocabulary);
        PadId = Vocabulary.Require(ids, files.Pad, files.Vocabulary);
        VocabularySize = ids.Values.Max() + 1;
        ContextLength = files.ContextLength;
        _splitter = new([files.Begin, files.End]);
        _bpe = Create(files, ids);
    }

    /// <summary>The longest sequence in tokens, including begin and end.</summary>
    public int ContextLength { get; }

    /// <summary>The id before every text.</summary>
    public int BeginId { get; }

    /// <summary>The id after every text.</summary>
    public int EndId { get; }

    /// <summary>The id that fills a batch's shorter sequences.</summary>
    public int PadId { get; }

    /// <summary>The largest id plus one.</summary>
    internal int VocabularySize { get; }

    /// <summary>Tokenizes a text returned by <see cref="TextCleaner.Clean"/>. An empty text gives the begin and the end token.</summary>
    public TokenSequence Encode(string cleaned)
    {
        ArgumentNullException.ThrowIfNull(cleaned);
        // Ask for one token more than fits, to distinguish a full sequence from a truncated one.
        var room = ContextLength - 2;
        var tokens = cleaned.Length == 0 ? [] : _bpe.EncodeToIds(cleaned, room + 1, out _, out _, considerNormalization: false);
        var kept = Math.Min(tokens.Count, room);
        var ids = new int[kept + 2];
        ids[0] = BeginId;
        for (var i = 0; i < kept; i++)
        {
            ids[i + 1] = tokens[i];
        }

        ids[^1] = EndId;
        return new([.. ids], tokens.Count > room);
    }

    /// <summary>Splits a cleaned text into words, as before BPE; white space is dropped.</summary>
    public IReadOnlyList<string> SplitWords(string cleaned)
    {
        ArgumentNullException.ThrowIfNull(cleaned);
        return [.. _splitter.PreTokenize(cleaned).Select(word => cleaned.Substring(word.Offset, word.Length))];
    }

    private BpeTokenizer Create(TokenizerFiles files, Dictionary<string, int> ids)
    {
        try
        {
            return BpeTokenizer.Create(new BpeOptions(ids)
            {
                Merges = File.ReadLines(files.Merges).Where(static (line, at) => line.Length > 0 && !(at == 0 && line.StartsWith('#'))),
                ByteLevel = true,
                EndOfWordSuffix = "</w>",
                SpecialTokens = new Dictionary<string, int>(StringComparer.Ordinal) { [files.Begin] = BeginId, [files.End] = EndId },
                PreTokenizer = _splitter,
            });
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new ModelException($"{files.Merges}: the merges do not match vocab.json ({exception.Message}).", exception);
        }
    }

    /// <summary>Without Unicode data, normalisation does nothing and tokens would silently differ.</summary>
    private static void RequireUnicode()
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC).Length != 1)
        {
            throw new ModelException(
                "The process runs without Unicode data (invariant globalization): install ICU (libicu) and turn invariant globalization off.");
        }
    }
}

using Txt2Image.Bench.Models;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Bench.Exports;

/// <summary>One model's two towers: as the product runs them, and its graphs in raw sessions.</summary>
internal sealed class ExportModel : IDisposable
{
    private const int Tokens = 10;
    private const int Seed = 4;
    private readonly ClipModel _model;
    private readonly OnnxTowers _towers;
    private readonly RawTower _text;
    private readonly RawTower _vision;

    public ExportModel(string name, string folder, ModelVariant variant, int threads)
    {
        Name = name;
        _model = ClipModel.Load(new ModelOptions { Folder = folder, Variant = variant });
        _towers = OnnxTowers.Load(_model, DeviceName.Cpu, new InferenceOptions { IntraOpThreads = threads });
        _text = new(_model.TextGraph.Path, threads);
        _vision = new(_model.VisionGraph.Path, threads);
    }

    public string Name { get; }

    /// <summary>The megabytes of a graph's files.</summary>
    public double Megabytes(bool ofText)
    {
        var graph = (ofText ? _model.TextGraph : _model.VisionGraph).Path;
        return new[] { graph, graph + "_data" }.Where(File.Exists).Sum(static file => new FileInfo(file).Length) / 1e6;
    }

    /// <summary>A run of a raw session, and one of the product, with a batch of texts of ten tokens.</summary>
    public (Action Raw, Action Product) Texts(int batch)
    {
        var random = new Random(Seed);
        var (begin, end) = (_model.Tokenizer.BeginId!.Value, _model.Tokenizer.EndId);
        int[][] texts = [.. Enumerable.Range(0, batch).Select(_ =>
            (int[])[begin, .. Enumerable.Range(0, Tokens - 2).Select(_ => random.Next(begin)), end])];
        long[] ids = [.. texts.SelectMany(static text => text).Select(static id => (long)id)];
        ReadOnlyMemory<int>[] given = [.. texts.Select(static text => new ReadOnlyMemory<int>(text))];
        return (() => _text.Run(ids, batch, Tokens), () => _towers.EncodeTexts(given));
    }

    /// <summary>A run of a raw session, and one of the product, with a batch of pictures of noise.</summary>
    public (Action Raw, Action Product) Images(int batch, ClipSize size)
    {
        var random = new Random(Seed);
        var tiles = new byte[batch][];
        foreach (ref var tile in tiles.AsSpan())
        {
            random.NextBytes(tile = new byte[_model.Tile.ByteCount]);
        }

        float[] pixels = [.. tiles.SelectMany(static tile => tile).Select(static value => (value / 64f) - 2)];
        ReadOnlyMemory<byte>[] given = [.. tiles.Select(static tile => new ReadOnlyMemory<byte>(tile))];
        return (() => _vision.Run(pixels, batch, 3, size.Image, size.Image), () => _towers.EncodeImages(given));
    }

    public void Dispose()
    {
        _text.Dispose();
        _vision.Dispose();
        _towers.Dispose();
    }
}

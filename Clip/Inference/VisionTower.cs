using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Inference;

/// <summary>Turns tiles into embeddings.</summary>
internal sealed class VisionTower : IDisposable
{
    private readonly TowerSession _session;
    private readonly GraphPort _pixels;
    private readonly int _size;
    private readonly Func<ReadOnlyMemory<byte>[], OrtValue> _planes;

    /// <param name="model">The model.</param>
    /// <param name="session">What runs it. The tower disposes of it.</param>
    public VisionTower(ClipModel model, TowerSession session)
    {
        _size = model.Tile.Size;
        _session = session;
        try
        {
            _pixels = _session.Require("pixel_values", "image");
            _pixels.RequireType(TensorElementType.Float, TensorElementType.Float16, TensorElementType.UInt8);
            if (_pixels.Type == TensorElementType.UInt8)
            {
                _pixels.RequireShape(-1, _size, _size, 3);
            }
            else
            {
                _pixels.RequireShape(-1, 3, _size, _size);
            }

            _ = _pixels.FixedBatch;
            _session.RefuseOthers(_pixels.Name);
        }
        catch
        {
            _session.Dispose();
            throw;
        }

        _planes = _pixels.Type switch
        {
            TensorElementType.UInt8 => Bytes,
            TensorElementType.Float => new Batch<float>(new(model.Normalization, static value => value), _size).Fill,
            _ => new Batch<Float16>(new(model.Normalization, static value => new(BitConverter.HalfToUInt16Bits((Half)value))), _size).Fill,
        };
    }

    public float[][] Encode(IReadOnlyList<ReadOnlyMemory<byte>> tiles)
    {
        foreach (var tile in tiles)
        {
            if (tile.Length != _size * _size * 3)
            {
                throw new ArgumentException($"A tile has {tile.Length} bytes; expected {_size} x {_size} x 3.", nameof(tiles));
            }
        }

        var results = new float[tiles.Count][];
        var step = _session.RunsAlone ? 1 : _pixels.FixedBatch ?? Math.Max(tiles.Count, 1);
        for (var i = 0; i < tiles.Count; i += step)
        {
            using var planes = _planes(_session.FillUp([.. tiles.Skip(i).Take(step)]));
            _session.RunFilled([_pixels.Name], [planes], results.AsSpan(i, step));
        }

        return results;
    }

    public void Dispose() => _session.Dispose();

    /// <summary>The tiles as they are: the graph normalises them itself.</summary>
    private OrtValue Bytes(ReadOnlyMemory<byte>[] tiles) => OrtValue.CreateTensorValueFromMemory(
        tiles is [var only] ? only.ToArray() : [.. tiles.SelectMany(static tile => tile.ToArray())], [tiles.Length, _size, _size, 3]);

    /// <summary>The tower's input, in a reused buffer: batches take tens of megabytes.</summary>
    private sealed class Batch<T>(PixelPlanes<T> planes, int size)
        where T : unmanaged
    {
        private readonly int _values = size * size * 3;
        private T[] _buffer = [];

        public OrtValue Fill(ReadOnlyMemory<byte>[] tiles)
        {
            if (_buffer.Length < tiles.Length * _values)
            {
                _buffer = new T[tiles.Length * _values];
            }

            _ = Parallel.For(0, tiles.Length, i => planes.Fill(tiles[i].Span, _buffer.AsSpan(i * _values, _values)));
            return OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, _buffer.AsMemory(0, tiles.Length * _values), [tiles.Length, 3, size, size]);
        }
    }
}

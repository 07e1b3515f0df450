using System.Collections.Concurrent;
using Txt2Image.Storage.Tests.Support;
using Txt2Image.Storage.Vectors.Embedded.Scanning;

namespace Txt2Image.Storage.Tests.Scanning;

/// <summary>An index that is written again and again, and the points that each of its versions has.</summary>
internal sealed class WrittenVersions
{
    private readonly float[][] _rows;
    private readonly RowIndexWriter _writer;
    private readonly Dictionary<Guid, float[]> _points = [];
    private readonly ConcurrentDictionary<RowIndex, Dictionary<Guid, float[]>> _versions = [];
    private volatile RowIndex? _current;

    /// <param name="rows">The vectors of its points, first to last.</param>
    /// <param name="blockRows">The rows of a block.</param>
    /// <param name="first">How many the first version has.</param>
    public WrittenVersions(float[][] rows, int blockRows, int first)
    {
        _rows = rows;
        _writer = new RowIndexWriter(rows[0].Length, blockRows);
        for (var i = 0; i < first; i++)
        {
            Add(i);
        }

        Publish();
    }

    public RowIndex Current => _current!;

    public Dictionary<Guid, float[]> PointsOf(RowIndex version) => _versions[version];

    /// <summary>Writes a few rows: mostly adds; now and then so many deletes that blocks are removed.</summary>
    public void WriteSome(Random random)
    {
        var place = random.Next(_rows.Length);
        var deletes = random.Next(8) == 0;
        for (var i = place; i < Math.Min(_rows.Length, place + (deletes ? 150 : 12)); i++)
        {
            if (deletes)
            {
                _points.Remove(Samples.Id(i));
                _writer.Remove(Samples.Id(i));
            }
            else if (!_points.ContainsKey(Samples.Id(i)))
            {
                Add(i);
            }
            else
            {
                _writer.Update(Samples.Id(i), Samples.Payload("changed"));
            }
        }

        Publish();
    }

    private void Add(int i)
    {
        _points.Add(Samples.Id(i), _rows[i]);
        _writer.Add(Samples.Id(i), _rows[i], Samples.Payload("n"));
    }

    // A version is known before it can be searched.
    private void Publish()
    {
        var version = _writer.Publish();
        _versions[version] = new Dictionary<Guid, float[]>(_points);
        _current = version;
    }
}

namespace Txt2Image.Storage.Vectors.Embedded.Mapped;

/// <summary>
/// Which segments' floats are brought into memory: as many as the budget has room for beside all codes. The floats of the others stay on the disk.
/// </summary>
/// <param name="budget">The most bytes of codes and floats; 0: three quarters of the memory that this process may use.</param>
internal sealed class FloatMemory(long budget)
{
    private readonly Lock _lock = new();
    private readonly List<SegmentFile> _inMemory = [];
    private long _left = budget > 0 ? budget : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Counts a segment. It, or one that came before, stays on the disk if there is no room.</summary>
    public void Take(SegmentFile file)
    {
        lock (_lock)
        {
            _left -= file.CodeBytes + file.FloatBytes;
            _inMemory.Add(file);
            while (_left < 0 && _inMemory.Count > 0)
            {
                var last = _inMemory[^1];
                _inMemory.RemoveAt(_inMemory.Count - 1);
                _left += last.FloatBytes;
                last.LeaveFloatsOnDisk();
            }
        }
    }

    /// <summary>A segment is not used any more.</summary>
    public void Return(SegmentFile file)
    {
        lock (_lock)
        {
            _left += file.CodeBytes + (_inMemory.Remove(file) ? file.FloatBytes : 0);
        }
    }

    /// <summary>Whether a segment's floats are brought into memory.</summary>
    public bool Holds(SegmentFile file)
    {
        lock (_lock)
        {
            return _inMemory.Contains(file);
        }
    }
}

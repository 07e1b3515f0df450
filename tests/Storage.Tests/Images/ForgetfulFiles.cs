using Txt2Image.Storage.Images;

namespace Txt2Image.Storage.Tests.Images;

/// <summary>
/// A disk in memory that forgets when its power is lost: the content of a file that was not flushed, and the entries of a folder that was not synced
/// since. Its power can be cut before any step.
/// </summary>
internal sealed class ForgetfulFiles : IFiles
{
    private readonly Dictionary<string, Dictionary<string, Node>> _now = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Node>> _durable = new(StringComparer.Ordinal);

    /// <summary>How many steps the disk still makes before its power is lost.</summary>
    public int StepsLeft { get; set; } = int.MaxValue;

    public int Steps { get; private set; }

    public bool HasFile(string path) => Find(path) is { IsFolder: false };

    public bool HasFolder(string path) => _now.ContainsKey(path);

    /// <summary>As the real one: each missing folder is created, and its parent is synced.</summary>
    public void CreateFolder(string path)
    {
        if (HasFolder(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is not { } parent)
        {
            _now[path] = [];
            _durable[path] = [];
            return;
        }

        CreateFolder(parent);
        Step();
        _now[path] = [];
        _now[parent][Path.GetFileName(path)] = new Node { IsFolder = true };
        SyncFolder(parent);
    }

    public void SyncParents(string path)
    {
        for (var parent = Path.GetDirectoryName(path); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            SyncFolder(parent);
        }
    }

    public void SyncFolder(string path)
    {
        Step();
        _durable[path] = new(_now[path], StringComparer.Ordinal);
    }

    public void Create(string path, ReadOnlySpan<byte> bytes, bool flush)
    {
        Step();
        var node = new Node { Now = bytes.ToArray() };
        _now[Path.GetDirectoryName(path)!].Add(Path.GetFileName(path), node);
        if (flush)
        {
            Step();
            node.Durable = node.Now;
        }
    }

    public void Move(string from, string to)
    {
        Step();
        var node = Find(from) ?? throw new FileNotFoundException(from);
        _now[Path.GetDirectoryName(from)!].Remove(Path.GetFileName(from));
        _now[Path.GetDirectoryName(to)!][Path.GetFileName(to)] = node;
    }

    public void Delete(string path) => _now.GetValueOrDefault(Path.GetDirectoryName(path)!)?.Remove(Path.GetFileName(path));

    /// <summary>What is there after the power was lost: the content of every file that can be reached from the root.</summary>
    public Dictionary<string, byte[]> AfterPowerLoss()
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Visit(Path.GetPathRoot(Path.GetFullPath("."))!);
        return found;

        void Visit(string folder)
        {
            foreach (var (name, node) in _durable.GetValueOrDefault(folder) ?? [])
            {
                var path = Path.Combine(folder, name);
                if (node.IsFolder)
                {
                    Visit(path);
                }
                else
                {
                    found[path] = node.Durable;
                }
            }
        }
    }

    private Node? Find(string path) => _now.GetValueOrDefault(Path.GetDirectoryName(path)!)?.GetValueOrDefault(Path.GetFileName(path));

    private void Step()
    {
        if (StepsLeft-- <= 0)
        {
            throw new PowerLossException();
        }

        Steps++;
    }

    private sealed class Node
    {
        public bool IsFolder { get; init; }

        public byte[] Now { get; init; } = [];

        public byte[] Durable { get; set; } = [];
    }
}

/// <summary>The disk has lost its power.</summary>
internal sealed class PowerLossException : Exception;

using System.Globalization;

namespace Txt2Image.Tests.Support.PowerLoss;

/// <summary>
/// What a disk holds of one folder after a traced program's calls, and what may be left of it when the power is lost: what was synced certainly, of
/// the rest anything. A file's content is synced by the file, its entry by the folder.
/// </summary>
/// <param name="root">The folder. It exists and is durable; other files do not count.</param>
public sealed class ForgetfulDisk(string root)
{
    private readonly DiskFolder _root = new();
    private readonly Dictionary<long, DiskNode> _open = [];
    private int _calls;

    /// <summary>How many calls have changed what is on the disk, or what is durable of it.</summary>
    public int Changes { get; private set; }

    /// <summary>Applies the next call of a program.</summary>
    /// <exception cref="NotSupportedException">The call changes a file of the folder in a way that is not modelled.</exception>
    public void Apply(SystemCall call)
    {
        if (TryApply(call))
        {
            Changes++;
        }

        _calls++;
    }

    /// <summary>The program has ended, but the disk keeps its power. The calls of the next one follow.</summary>
    public void EndProgram()
    {
        _open.Clear();
        _calls = 0;
        _root.Restart();
    }

    /// <summary>What an outage leaves: the content of each file by its path below the folder, and null for a folder.</summary>
    public SortedDictionary<string, byte[]?> After(Outage outage)
    {
        var left = new SortedDictionary<string, byte[]?>(StringComparer.Ordinal);
        Visit(_root, "");
        return left;

        void Visit(DiskFolder folder, string path)
        {
            foreach (var (name, node) in folder.After(outage))
            {
                var at = Path.Combine(path, name);
                if (node is DiskFolder inner)
                {
                    left[at] = null;
                    Visit(inner, at);
                }
                else if (node is DiskFile { IsMapped: false } file)
                {
                    left[at] = file.After(outage);
                }
            }
        }
    }

    /// <summary>Writes what an outage leaves into a folder.</summary>
    public static void Write(IReadOnlyDictionary<string, byte[]?> left, string folder)
    {
        foreach (var (path, content) in left)
        {
            if (content is null)
            {
                Directory.CreateDirectory(Path.Combine(folder, path));
            }
            else
            {
                File.WriteAllBytes(Path.Combine(folder, path), content);
            }
        }
    }

    private bool TryApply(SystemCall call) => call.Name switch
    {
        "openat" => Open(call),
        "close" => _open.Remove(call.Number(0)) && false,
        "pwrite64" => On(call, node => Content(node).Write(call.Bytes(1).AsSpan(0, (int)call.Result), call.Number(3), _calls)),
        "ftruncate" => On(call, node => Content(node).Truncate(call.Number(1), _calls)),
        "fsync" or "fdatasync" => On(call, node => node.Sync(call.Begun)),
        "mmap" => Map(call),
        "mkdir" => InFolder(call.Text(0)!, (folder, name) => folder.Add(name, new DiskFolder(), _calls)),
        "unlink" or "rmdir" => InFolder(call.Text(0)!, (folder, name) => folder.Remove(name, _calls)),
        "rename" => Rename(call.Text(0)!, call.Text(1)!),
        "lseek" => false,
        _ => RejectIfOurs(call),
    };

    private bool Open(SystemCall call)
    {
        var (descriptor, path, flags) = (call.Result, call.Text(1)!, call.Arguments[2]);
        _open.Remove(descriptor);
        if (!IsOurs(path))
        {
            return false;
        }

        var node = path == root ? _root : FolderOf(path).Find(Path.GetFileName(path));
        var isNew = node is null;
        if (node is null)
        {
            node = new DiskFile();
            FolderOf(path).Add(Path.GetFileName(path), node, _calls);
        }
        else if (flags.Contains("O_TRUNC", StringComparison.Ordinal))
        {
            Content(node).Truncate(0, _calls);
            isNew = true;
        }

        _open[descriptor] = node;
        return isNew;
    }

    /// <summary>A file whose pages are mapped to be written, as SQLite's shared memory, is not followed: it is left out.</summary>
    private bool Map(SystemCall call)
    {
        var isWritten = call.Arguments[2].Contains("PROT_WRITE", StringComparison.Ordinal)
            && call.Arguments[3].Contains("SHARED", StringComparison.Ordinal);
        if (isWritten && _open.GetValueOrDefault(call.Number(4)) is DiskFile file)
        {
            file.IsMapped = true;
        }

        return false;
    }

    private bool Rename(string from, string to)
    {
        if (!IsOurs(from) && !IsOurs(to))
        {
            return false;
        }

        if (!IsOurs(from) || !IsOurs(to))
        {
            throw new NotSupportedException($"{from} was renamed to {to}, of which one is another folder's.");
        }

        var (source, target) = (FolderOf(from), FolderOf(to));
        var (before, after) = (Path.GetFileName(from), Path.GetFileName(to));
        if (source == target)
        {
            source.Rename(before, after, _calls);
        }
        else
        {
            // Each folder is synced for itself: an outage may leave both entries or none.
            target.Add(after, source.Find(before)!, _calls);
            source.Remove(before, _calls);
        }

        return true;
    }

    private bool On(SystemCall call, Action<DiskNode> change)
    {
        if (!_open.TryGetValue(call.Number(0), out var node))
        {
            return false;
        }

        change(node);
        return true;
    }

    private bool InFolder(string path, Action<DiskFolder, string> change)
    {
        if (!IsOurs(path))
        {
            return false;
        }

        change(FolderOf(path), Path.GetFileName(path));
        return true;
    }

    private bool RejectIfOurs(SystemCall call)
    {
        var isOnOurs = long.TryParse(call.Arguments[0], CultureInfo.InvariantCulture, out var descriptor) && _open.ContainsKey(descriptor);
        return isOnOurs || Enumerable.Range(0, call.Arguments.Count).Any(i => call.Text(i) is { } path && IsOurs(path))
            ? throw new NotSupportedException($"{call.Name} changes a file in a way that is not modelled.")
            : false;
    }

    private bool IsOurs(string path) => path == root || path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private DiskFolder FolderOf(string path) => Path.GetRelativePath(root, Path.GetDirectoryName(path)!)
        .Split(Path.DirectorySeparatorChar)
        .Where(part => part != ".")
        .Aggregate(_root, (folder, part) => (DiskFolder)folder.Find(part)!);

    private static DiskFile Content(DiskNode node) => (DiskFile)node;
}

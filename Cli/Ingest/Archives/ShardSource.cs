using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>
/// The images of several archives, such as the shards of a data set, one archive after the other. An image is named by its archive and its
/// name there: 00000.tar/000000012.jpg. An archive whose images have all been acknowledged is not read again.
/// </summary>
/// <param name="identity">What identifies it in later runs.</param>
/// <param name="folder">The folder that the archives are named from.</param>
/// <param name="paths">The archives, in their order.</param>
internal sealed class ShardSource(string identity, string folder, IReadOnlyList<string> paths, NameFilter filter, NameDecoder names) : ISource
{
    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);

    public string Identity => identity;

    /// <summary>Counting would read all headers of all archives.</summary>
    public bool IsCountable => false;

    public bool IsWhole => true;

    /// <summary>Makes of what was found a sentence for the user.</summary>
    public required Func<string, string> Notice { get; init; }

    /// <summary>What was found: how many archives of which kinds.</summary>
    public string Found
    {
        get
        {
            var files = paths.Select(path => new FileInfo(path)).Where(file => file.Exists).ToList();
            var kinds = paths.Select(path => ArchiveNames.EndingOf(path) ?? Path.GetExtension(path)).Distinct(StringComparer.OrdinalIgnoreCase);
            var (count, listed) = (Amount.Of(paths.Count, "archive"), string.Join(", ", kinds.Order(StringComparer.Ordinal)));
            return Notice($"{count} ({listed}), {Amount.Bytes(files.Sum(file => file.Length))}");
        }
    }

    /// <summary>An archive that was not read still has its images.</summary>
    public bool StillHolds(string name)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            if (_skipped.Contains(name[..slash]))
            {
                return true;
            }
        }

        return false;
    }

    public IEnumerable<ImageFile> Images(SourceLog log)
    {
        foreach (var path in paths)
        {
            var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (Find(path, name, log) is not { } part)
            {
                continue;
            }

            if (log.Skips(part))
            {
                _skipped.Add(name);
                continue;
            }

            foreach (var image in ImagesOf(path, name, part, log))
            {
                yield return image;
            }

            log.Finished(part);
        }
    }

    private static SourcePart? Find(string path, string name, SourceLog log)
    {
        var file = new FileInfo(path);
        if (file.Exists)
        {
            return SourcePart.Of(name, file);
        }

        log.IsIncomplete = true;
        log.Failed?.Invoke(name, path, FailureCode.Unreadable, "there is no such file");
        return null;
    }

    private IEnumerable<ImageFile> ImagesOf(string path, string name, SourcePart part, SourceLog log)
    {
        var own = new SourceLog
        {
            Members = log.Members,
            Texts = log.Texts,
            LeftOut = log.LeftOut,
            Failed = (entry, place, code, reason) =>
            {
                part.Fail();
                log.Failed?.Invoke(entry == Path.GetFileName(path) ? name : $"{name}/{entry}", place, code, reason);
            },
        };
        foreach (var image in Open(path, name, own)?.Images(own) ?? [])
        {
            var whole = image with { Name = $"{name}/{image.Name}", Part = part };
            if (!filter.Takes(whole.Name))
            {
                log.Excluded?.Invoke(whole.Name);
                image.Dispose();
                continue;
            }

            part.Open();
            yield return whole;
            if (part.IsAbandoned)
            {
                break;
            }
        }

        log.Others += own.Others;
        log.IsIncomplete |= own.IsIncomplete;
    }

    private ISource? Open(string path, string name, SourceLog log)
    {
        try
        {
            return ArchiveFile.Open(path, name, new NameFilter([], []) { TakesServiceFolders = filter.TakesServiceFolders }, names);
        }
        catch (RunFailedException exception)
        {
            log.IsIncomplete = true;
            log.Failed?.Invoke(Path.GetFileName(path), path, FailureCode.UnreadArchive, exception.Message);
            return null;
        }
    }
}

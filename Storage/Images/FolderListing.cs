namespace Txt2Image.Storage.Images;

/// <summary>Lists the files of a collection's folder as images, ordered by id, which is the order of folder and file names.</summary>
internal static class FolderListing
{
    public static IEnumerable<StoredImage> After(string collection, Guid? after, CancellationToken cancellationToken)
    {
        var passed = after?.ToString("N") ?? "";
        foreach (var folder in Folders(collection).Where(folder => string.CompareOrdinal(folder.Name, 0, passed, 0, 2) >= 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var image in Images(folder).Where(image => string.CompareOrdinal(image.Image.ToString("N"), passed) > 0))
            {
                yield return image;
            }
        }
    }

    // Ignore files that are not ours.
    private static IEnumerable<StoredImage> Images(DirectoryInfo folder) => Files(folder)
        .Where(file => file.Name.StartsWith(folder.Name, StringComparison.Ordinal))
        .Select(file => (File: file, Is: ImageNames.Read(file.Name)))
        .Where(file => file.Is is not null)
        .GroupBy(file => file.Is!.Value.Image)
        .OrderBy(files => files.Key)
        .Select(files => new StoredImage(
            files.Key, [.. files.Select(file => file.Is!.Value.Kind)], files.Max(file => new DateTimeOffset(file.File.LastWriteTimeUtc))));

    private static DirectoryInfo[] Folders(string collection)
    {
        try
        {
            return [.. new DirectoryInfo(collection).EnumerateDirectories().OrderBy(folder => folder.Name, StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    // The folder may be gone if the collection was dropped meanwhile.
    private static FileInfo[] Files(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFiles();
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}

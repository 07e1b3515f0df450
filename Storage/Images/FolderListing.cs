namespace Txt2Image.Storage.Images;

/// <summary>Lists the files of a collection's folder as images, in the order of their ids: that of the names of folders and files.</summary>
internal static class FolderListing
{
    private const int IdLength = 32;

    /// <param name="collection">The collection's folder.</param>
    /// <param name="after">The id after which the list begins.</param>
    /// <param name="kindOf">What a file is by what its name has behind the id; null if it is none of ours.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public static IEnumerable<StoredImage> After(string collection, Guid? after, Func<string, ImageKind?> kindOf, CancellationToken cancellationToken)
    {
        var passed = after?.ToString("N") ?? "";
        foreach (var folder in Folders(collection).Where(folder => string.CompareOrdinal(folder.Name, 0, passed, 0, 2) >= 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var image in Images(folder, kindOf).Where(image => string.CompareOrdinal(image.Image.ToString("N"), passed) > 0))
                yield return image;
        }
    }

    // What others put there is not ours to judge.
    private static IEnumerable<StoredImage> Images(DirectoryInfo folder, Func<string, ImageKind?> kindOf) => Files(folder)
        .Where(file => file.Name.Length >= IdLength && file.Name.StartsWith(folder.Name, StringComparison.Ordinal))
        .Select(file => (File: file, Id: Guid.TryParseExact(file.Name[..IdLength], "N", out var id) ? id : Guid.Empty, Kind: kindOf(file.Name[IdLength..])))
        .Where(file => file.Id != Guid.Empty && file.Kind is not null)
        .GroupBy(file => file.Id)
        .OrderBy(files => files.Key)
        .Select(files => new StoredImage(
            files.Key, [.. files.Select(file => file.Kind!.Value)], files.Max(file => new DateTimeOffset(file.File.LastWriteTimeUtc))));

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

    // It may be gone since: the collection is dropped.
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

using Txt2Image.Graphs;
using Txt2Image.Hub.Downloads;
using Txt2Image.Hub.Installed;

namespace Txt2Image.Hub.Pulling;

/// <summary>Makes graphs, with the failures of a pull.</summary>
internal static class Conversions
{
    public static Conversion Open(string folder, string? visionFolder, GraphVariant variant) =>
        Guard(() => Conversion.Open(folder, visionFolder, variant == GraphVariant.Fp16 ? FloatType.Float16 : FloatType.Float32));

    /// <summary>Refuses what cannot be converted before its weights are downloaded.</summary>
    public static void CheckConfiguration(string folder) => Guard(() =>
    {
        Conversion.CheckConfiguration(folder);
        return folder;
    });

    public static Task RunAsync(Conversion conversion, string target, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var before = 0L;
        return RunAsync(
            () => conversion.Write(
                target,
                (done, _) =>
                {
                    progress.Came((int)(done - before));
                    before = done;
                },
                cancellationToken),
            cancellationToken);
    }

    public static Task RunAsync(Action write, CancellationToken cancellationToken) => Task.Run(
        () => Guard(() =>
        {
            write();
            return true;
        }),
        cancellationToken);

    /// <summary>The files in a folder, with their checksums.</summary>
    public static async Task<List<PulledFile>> FilesAsync(string folder, CancellationToken cancellationToken)
    {
        List<PulledFile> files = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            files.Add(new(
                Path.GetRelativePath(folder, path).Replace('\\', '/'), new FileInfo(path).Length,
                await FileHash.Sha256Async(path, cancellationToken)));
        }

        return files;
    }

    public static T Guard<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (ConversionException exception)
        {
            throw new HubException(exception.Message, exception);
        }
    }
}

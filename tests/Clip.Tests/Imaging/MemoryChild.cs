using System.Globalization;
using System.Runtime.CompilerServices;
using Txt2Image.Clip.Imaging;

namespace Txt2Image.Clip.Tests.Imaging;

/// <summary>
/// The child process of <see cref="MemoryTests"/>: prepares every file of a folder and writes "files decoded baseline peak", the last two in bytes.
/// </summary>
internal static class MemoryChild
{
    public const string Variable = "TXT2IMAGE_CLIP_TESTS_MEMORY";

    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } task)
        {
            var parts = task.Split('|', 3);
            Run(long.Parse(parts[0], CultureInfo.InvariantCulture), Enum.Parse<ImageDecoder>(parts[1]), parts[2]);
            Environment.Exit(0);
        }
    }

    private static void Run(long pixelLimit, ImageDecoder decoder, string folder)
    {
        var preparer = new ImagePreparer(new() { MaxPixels = pixelLimit }, decoder);
        LoadLibraries(preparer);
        string[] files =
            [.. Directory.EnumerateFiles(folder), .. Directory.Exists(Path.Combine(folder, "bad"))
                ? Directory.EnumerateFiles(Path.Combine(folder, "bad")) : []];
        files = [.. files.Where(static file => Path.GetFileName(file) is not ("index.json" or "README.md"))];
        var baseline = Peak();
        var decoded = 0;
        foreach (var file in files)
        {
            try
            {
                _ = preparer.PrepareAsync(File.ReadAllBytes(file), new(224, 224), default).GetAwaiter().GetResult();
                decoded++;
            }
            catch (ImageException exception)
            {
                Console.WriteLine($"{Path.GetFileName(file)}: {exception.Message}");
                // Rejecting an image is one way to stay within the limit.
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Length} {decoded} {baseline} {Peak()}"));
    }

    /// <summary>Runs every loader and the thumbnail encoder once.</summary>
    private static void LoadLibraries(ImagePreparer preparer)
    {
        using var small = Pictures.Quarters(64, 48);
        foreach (var file in (byte[][])[small.JpegsaveBuffer(), small.PngsaveBuffer(), small.WebpsaveBuffer(), small.GifsaveBuffer(),
            small.TiffsaveBuffer(), PlainFormats.Write("bmp", new byte[3], 1, 1)])
        {
            _ = preparer.PrepareAsync(file, new(224, 224), default).GetAwaiter().GetResult();
        }
    }

    /// <summary>The process's largest resident memory, in bytes.</summary>
    private static long Peak()
    {
        var line = File.ReadLines("/proc/self/status").Single(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(
            line.AsSpan(6, line.Length - 9), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
    }
}

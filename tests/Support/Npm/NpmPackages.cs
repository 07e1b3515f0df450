using System.Collections.Concurrent;
using System.ComponentModel;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Tests.Support.Npm;

/// <summary>Packages of npm in the user's cache, installed on first use.</summary>
public static class NpmPackages
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<(string? Folder, string Why)>>> Installs = new(StringComparer.Ordinal);

    /// <summary>The folder <c>node_modules</c> with these packages; skips the test with the reason if they cannot be installed.</summary>
    /// <param name="untested">What is not tested without them, such as <c>THE S3 STORE IS NOT TESTED</c>.</param>
    /// <param name="packages">Names with versions, such as <c>s3rver@3.7.1</c>.</param>
    public static async Task<string> InstalledAsync(string untested, params string[] packages)
    {
        ArgumentNullException.ThrowIfNull(packages);
        var name = string.Join('+', packages);
        var (folder, why) = await Installs.GetOrAdd(name, _ => new(() => Task.Run(() => InstallAsync(packages)))).Value;
        Skip.When(folder is null, $"{untested}: it needs npm's {string.Join(", ", packages)}, and {why}");
        return folder;
    }

    private static async Task<(string? Folder, string Why)> InstallAsync(string[] packages)
    {
        var cache = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var folder = Path.Combine(cache, "txt2image-tests", string.Join('+', packages).Replace('@', '-'));
        var modules = Path.Combine(folder, "node_modules");
        var done = Path.Combine(folder, "installed");
        if (File.Exists(done))
        {
            return (modules, "");
        }

        try
        {
            Directory.CreateDirectory(folder);

            // Two test programs may get here at the same time; the second waits for the first.
            using var only = await LockAsync(Path.Combine(folder, "lock"));
            if (!File.Exists(done) && await NpmAsync(folder, packages) is { } failure)
            {
                return (null, failure);
            }

            await File.WriteAllTextAsync(done, "");
            return (modules, "");
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

    private static async Task<string?> NpmAsync(string folder, string[] packages)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        string[] arguments = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", .. packages];
        var run = await ProgramRun.RunAsync(new ProgramStart(npm, arguments));
        return run.ExitCode == 0 ? null : $"npm install failed: {run.Error}";
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Nothing signals that another process has released a file, so it is tried again.
                await Task.Delay(200);
            }
        }
    }
}

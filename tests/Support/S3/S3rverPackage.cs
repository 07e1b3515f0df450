using System.ComponentModel;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Tests.Support.S3;

/// <summary>The npm package <c>s3rver</c> in the user's cache, installed on first use.</summary>
internal static class S3rverPackage
{
    private const string Version = "3.7.1";

    private static readonly Lazy<Task<(string? Program, string Why)>> Install = new(() => Task.Run(InstallAsync));

    /// <summary>The script to run with Node.js.</summary>
    public static async Task<string> InstalledAsync()
    {
        var (program, why) = await Install.Value;
        Skip.When(program is null, $"THE S3 STORE IS NOT TESTED: it needs npm's s3rver, and {why}");
        return program;
    }

    private static async Task<(string? Program, string Why)> InstallAsync()
    {
        var cache = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var folder = Path.Combine(cache, "txt2image-tests", $"s3rver-{Version}");
        var program = Path.Combine(folder, "node_modules", "s3rver", "bin", "s3rver.js");
        var done = Path.Combine(folder, "installed");
        if (File.Exists(done))
        {
            return (program, "");
        }

        try
        {
            Directory.CreateDirectory(folder);

            // Two test programs may get here at the same time; the second waits for the first.
            using var only = await LockAsync(Path.Combine(folder, "lock"));
            if (!File.Exists(done) && await NpmAsync(folder) is { } failure)
            {
                return (null, failure);
            }

            await File.WriteAllTextAsync(done, Version);
            return (program, "");
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

    private static async Task<string?> NpmAsync(string folder)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        string[] arguments = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", $"s3rver@{Version}"];
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

using Txt2Image.Bench.Cluster.Processes;
using Txt2Image.Bench.Product;

namespace Txt2Image.Bench.Cluster.Local;

/// <summary>Redis as a cluster wants it: what it holds survives its restart, and only what may expire makes room.</summary>
internal static class RedisServer
{
    private const string Program = "redis-server";

    /// <exception cref="BenchException">It is not installed.</exception>
    public static string Find() => ProgramStart.OnPath(Program)
        ?? throw new BenchException("redis-server is not installed: apt-get install redis-server (Debian, Ubuntu), brew install redis (macOS).");

    public static bool IsInstalled => ProgramStart.OnPath(Program) is not null;

    public static ProgramStart Describe(int port, string folder)
    {
        Directory.CreateDirectory(folder);
        return new ProgramStart(
            Find(), "--bind", "127.0.0.1", "--port", $"{port}", "--dir", folder, "--daemonize", "no", "--save", "", "--appendonly", "yes",
            "--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru");
    }
}

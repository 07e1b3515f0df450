namespace Txt2Image.Bench.Requests.Load;

/// <summary>A client in a process of its own: a crowd of connections, each asking its next question when it has its answer.</summary>
internal interface ILoad
{
    const int Connections = 32;

    string Name { get; }

    /// <summary>Asks the questions of a list (a path on each line) over and over.</summary>
    /// <returns>Answers a second; any that is no success is an error.</returns>
    Task<double> RunAsync(Uri server, string list, TimeSpan duration);

    /// <summary>wrk where it is installed, else a client of our own.</summary>
    static ILoad Choose()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Select(folder => Path.Combine(folder, "wrk")).FirstOrDefault(File.Exists) is { } wrk ? new WrkLoad(wrk) : new OwnLoad();
    }
}

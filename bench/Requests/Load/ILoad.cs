namespace Txt2Image.Bench.Requests.Load;

/// <summary>A load client in its own process: many connections, each sending its next request when it has its response.</summary>
internal interface ILoad
{
    const int Connections = 32;

    string Name { get; }

    /// <summary>Sends the requests of a list (one path per line) over and over.</summary>
    /// <returns>Responses per second; any that is not a success is an error.</returns>
    Task<double> RunAsync(Uri server, string list, TimeSpan duration);

    /// <summary>wrk if it is installed, otherwise our own client.</summary>
    static ILoad Choose()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Select(folder => Path.Combine(folder, "wrk")).FirstOrDefault(File.Exists) is { } wrk ? new WrkLoad(wrk) : new OwnLoad();
    }
}

using System.Globalization;
using Txt2Image.Qdrant.StandIn;

if (args.Contains("--help"))
{
    Console.WriteLine("Qdrant.StandIn [--port 6334] [--data DIR] [--api-key KEY] [--shape old|new] [--delay MILLISECONDS]");
    return 0;
}

var options = new StandInOptions
{
    Port = int.Parse(Value("--port") ?? "6334", CultureInfo.InvariantCulture),
    DataDirectory = Value("--data"),
    ApiKey = Value("--api-key"),
    OldShape = Value("--shape") == "old",
};
await using var server = await StandInServer.StartAsync(options);
server.Faults.Delay = TimeSpan.FromMilliseconds(double.Parse(Value("--delay") ?? "0", CultureInfo.InvariantCulture));
Console.WriteLine($"A stand-in for Qdrant listens on {server.Url}. Ctrl+C stops it.");
await server.WaitForShutdownAsync();
return 0;

string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var place && place + 1 < args.Length ? args[place + 1] : null;

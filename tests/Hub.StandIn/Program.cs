using System.Globalization;
using Txt2Image.Hub.StandIn;

if (args.Length is < 2 or > 3)
{
    Console.WriteLine("Hub.StandIn REPOSITORY FOLDER [PORT]: serves a folder as a repository of a hub of models. Set HF_ENDPOINT to its address.");
    return 2;
}

var port = args.Length == 3 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 0;
await using var hub = await StandInHub.StartAsync(port, StandInRepository.OfFolder(args[0], args[1]));
Console.WriteLine($"A stand-in for a hub listens on {hub.Url}. Ctrl+C stops it.");
await hub.WaitForShutdownAsync();
return 0;

using System.Globalization;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Bench.Requests.Load;

/// <summary>This program as the load client, for machines without wrk.</summary>
internal sealed class OwnLoad : ILoad
{
    public string Name => "own client";

    public async Task<double> RunAsync(Uri server, string list, TimeSpan duration)
    {
        var client = ProgramStart.Beside(
            EmptyEndpoint.Assembly, LoadClient.Name, "--url", server.ToString(), "--list", list, "--seconds", $"{duration.TotalSeconds:F0}");
        return double.Parse(await ProgramRun.OutputOfAsync(client), CultureInfo.InvariantCulture);
    }
}

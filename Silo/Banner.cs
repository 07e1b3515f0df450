using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Txt2Image.Clip.Models;
using Txt2Image.Hosting;
using Txt2Image.Hosting.Startup;

namespace Txt2Image.Silo;

/// <summary>The last words of the start: who this silo is, and what it works with.</summary>
internal static class Banner
{
    public static void PrintWhenStarted(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        app.Services.GetRequiredService<Output.Started>().Yes = true;
        var options = app.Services.GetRequiredService<IOptions<Txt2ImageOptions>>().Value;
        var health = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        Console.Out.WriteLine(
            $"""

            Txt2Image silo {app.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress}
              cluster         {options.Cluster.Name}
              administrator   {string.Join(", ", health)}
              model           {app.Services.GetRequiredService<ClipModel>().Id}
              devices         {string.Join(", ", options.Devices.DefaultIfEmpty("cpu"))}

            """);
    });
}

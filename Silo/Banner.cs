using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Txt2Image.Grains.Models;
using Txt2Image.Hosting;

namespace Txt2Image.Silo;

/// <summary>What is printed once the silo has started: its address and what it uses.</summary>
internal static class Banner
{
    public static string Of(WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<Txt2ImageOptions>>().Value;
        var health = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return
            $"""

            Txt2Image silo {app.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress}
              cluster         {options.Cluster.Name}
              administrator   {string.Join(", ", health)}
              models          {app.Services.GetRequiredService<ServedModels>().Names}
              devices         {string.Join(", ", options.DeviceNames())}

            """;
    }
}

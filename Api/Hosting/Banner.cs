using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Txt2Image.Api.Health;
using Txt2Image.Api.Hosting.Proxy;
using Txt2Image.Clip.Models;
using Txt2Image.Grains.Models;
using Txt2Image.Hosting;
using Txt2Image.Hosting.Administration;
using Txt2Image.Hosting.Cluster;

namespace Txt2Image.Api.Hosting;

/// <summary>The text that is printed after the start: the server's addresses, data directory, model and devices.</summary>
internal static class Banner
{
    public static string Of(WebApplication app)
    {
        var admin = AdminAddress.Of(app.Configuration);
        var all = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var addresses = all.Where(address => admin is null || BindingAddress.Parse(address).Port != admin.Port).ToList();
        var options = app.Services.GetRequiredService<IOptions<Txt2ImageOptions>>().Value;
        var models = app.Services.GetRequiredService<ServedModels>();
        var open = addresses.FirstOrDefault(address => address.Contains("localhost", StringComparison.Ordinal)) ?? addresses.FirstOrDefault();
        return
            $"""

            Txt2Image {Status.Version}
              address         {string.Join(", ", addresses)}
              data directory  {Folders.Data(options)}
              {(models.All.Count == 1 ? "model " : "models")}          {string.Join(", ", models.All.Select(Shown))}
              {Devices(options)}{Administrator(admin)}

            open {open}{app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.PathBase}

            """;
    }

    private static string Shown(ClipModel model) => model.KnowsOnlyItsWorld ? $"{model.Id} (knows only the drawings it was trained on)" : model.Id;

    private static string Administrator(AdminAddress? admin) =>
        admin is null ? "" : $"{Environment.NewLine}  administrator   {admin.Url}{AdminPaths.Dashboard}, {AdminPaths.Metrics}";

    private static string Devices(Txt2ImageOptions options) => options.Cluster.IsOn
        ? $"silos           found through Redis at {RedisConnections.Shown(options.Cluster.Redis)}"
        : $"device          {string.Join(", ", options.DeviceNames())}";
}

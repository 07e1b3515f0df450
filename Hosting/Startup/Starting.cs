using Microsoft.AspNetCore.Builder;

namespace Txt2Image.Hosting.Startup;

internal static class Starting
{
    /// <summary>Starts the server; what has started already is stopped in order if the rest cannot.</summary>
    /// <remarks>A taken port is found first: it would otherwise be found last, behind the model and the stores.</remarks>
    public static async Task StartOrStopAsync(this WebApplication app, IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            Ports.ThrowIfTaken(address);
        }

        try
        {
            await app.StartAsync();
        }
        catch
        {
            // The first failure is the one to tell; a host that got nowhere cannot even stop.
            await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}

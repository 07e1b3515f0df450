using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Txt2Image.Hosting.Administration;

namespace Txt2Image.Hosting.Startup;

/// <summary>Runs a server process from its arguments to its exit status: help, a health check, or a server that runs until it is stopped.</summary>
/// <param name="Usage">What <c>--help</c> prints.</param>
/// <param name="Build">Builds the server from the arguments, ready to start.</param>
/// <param name="Addresses">The addresses that the server listens on.</param>
/// <param name="Banner">What is printed once the server has started: its addresses and what it uses.</param>
internal sealed record ServerProgram(
    string Usage, Func<string[], WebApplication> Build, Func<IConfiguration, IEnumerable<string>> Addresses, Func<WebApplication, string> Banner)
{
    /// <summary>Does something else than to serve, and ends; false if the arguments ask for nothing else.</summary>
    public Func<string[], bool> RunInstead { get; init; } = static _ => false;

    /// <returns>The exit status.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?" or "/?" or "help"))
        {
            Console.Out.WriteLine(Usage);
            return 0;
        }

        if (HealthCommand.IsAskedFor(args))
        {
            return await HealthCommand.RunAsync(args, Console.Error);
        }

        args = Switches.Expand(args);
        try
        {
            if (TritonExport.FolderOf(args) is { } folder)
            {
                TritonExport.Run(args, folder, Console.Out);
                return 0;
            }

            if (RunInstead(args))
            {
                return 0;
            }

            await using var app = Build(args);
            app.Lifetime.ApplicationStarted.Register(() =>
            {
                app.Services.GetRequiredService<Output.Started>().Yes = true;
                Output.Announce(app, Banner(app));
            });
            await StartOrStopAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (Fault.Of(exception) is { } fault)
        {
            return fault.Print(Console.Error);
        }
    }

    /// <summary>Starts the server. If a part fails to start, the parts that have started are stopped in order.</summary>
    /// <remarks>Ports are checked first. Otherwise the model and the stores would be loaded before a taken port is noticed.</remarks>
    private async Task StartOrStopAsync(WebApplication app)
    {
        foreach (var address in Addresses(app.Configuration))
        {
            Ports.ThrowIfTaken(address);
        }

        try
        {
            await app.StartAsync();
        }
        catch
        {
            // Report the first failure only. A host that failed early cannot even stop.
            await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}

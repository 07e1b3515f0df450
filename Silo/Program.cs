using Txt2Image.Clip.Imaging;
using Txt2Image.Hosting;
using Txt2Image.Hosting.Administration;
using Txt2Image.Hosting.Startup;
using Txt2Image.Hosting.Telemetry;

namespace Txt2Image.Silo;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (Usage.IsAskedFor(args))
        {
            return Usage.Print(Console.Out);
        }

        if (HealthCommand.IsAskedFor(args))
        {
            return await HealthCommand.RunAsync(args, Console.Error);
        }

        try
        {
            await using var app = Build(args);
            app.PrintWhenStarted();
            await app.StartOrStopAsync(Health.Addresses(app.Configuration));
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (Fault.Of(exception) is { } fault)
        {
            return fault.Print(Console.Error);
        }
    }

    /// <summary>The silo, ready to start. Over HTTP it answers only its administrator.</summary>
    private static WebApplication Build(string[] args)
    {
        NativeHeap.Bound();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddOutput();
        builder.AddHealth();
        builder.AddTelemetry("txt2image-silo", hasMetricsPage: true);
        builder.AddTxt2ImageSilo();

        var app = builder.Build();
        app.UseAdministration();
        app.MapHealth();
        return app;
    }
}

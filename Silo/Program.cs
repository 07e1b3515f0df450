using Txt2Image.Clip.Imaging;
using Txt2Image.Hosting;
using Txt2Image.Hosting.Startup;
using Txt2Image.Hosting.Telemetry;

namespace Txt2Image.Silo;

internal static class Program
{
    public static Task<int> Main(string[] args) => new ServerProgram(Usage.Text, Build, Health.Addresses, Banner.Of).RunAsync(args);

    /// <summary>Builds the silo, ready to start. Over HTTP it serves only administrators.</summary>
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

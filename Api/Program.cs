using Txt2Image.Api.Collections;
using Txt2Image.Api.Collections.Reindexing;
using Txt2Image.Api.Comparing;
using Txt2Image.Api.Demo;
using Txt2Image.Api.Embeddings;
using Txt2Image.Api.Errors;
using Txt2Image.Api.Health;
using Txt2Image.Api.Hosting;
using Txt2Image.Api.Hosting.Proxy;
using Txt2Image.Api.Images;
using Txt2Image.Api.Importing;
using Txt2Image.Api.Mcp;
using Txt2Image.Api.Reference;
using Txt2Image.Api.Search;
using Txt2Image.Api.Security;
using Txt2Image.Clip.Imaging;
using Txt2Image.Hosting;
using Txt2Image.Hosting.Startup;

namespace Txt2Image.Api;

internal static class Program
{
    public static Task<int> Main(string[] args) =>
        new ServerProgram(Usage.Text, Build, AdminPort.Addresses, Banner.Of) { RunInstead = ComparisonCommand.Run }.RunAsync(args);

    /// <summary>Builds the server. The files that it serves are beside the program, so it can be started from any folder.</summary>
    internal static WebApplication Build(string[] args)
    {
        NativeHeap.Bound();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddOutput();
        builder.AddListening();
        Fault.Gather(builder.AddSecurity, builder.AddCors, builder.AddProxy, builder.AddTxt2Image, builder.AddAdminPort);
        builder.AddErrors();
        builder.AddPage();
        builder.AddSearch();
        builder.AddCollections();
        builder.AddImages();
        builder.AddImporting();
        builder.AddEmbeddings();
        builder.AddAssistants();
        builder.AddReference();
        builder.AddDemo();

        var app = builder.Build();
        app.UseProxy();
        app.UseErrors();
        app.UseRouting();
        app.UseAdminPort();
        app.UseOwnHostOnly();
        app.UseAllowedOrigins();
        app.UseOwnPagesOnly();
        app.UsePage();
        app.UseKeys();
        app.UseClusterGate();
        app.MapSearch();
        app.MapCollections();
        app.MapReindexing();
        app.MapImages();
        app.MapImporting();
        app.MapEmbeddings();
        app.MapAssistants();
        app.MapHealth();
        app.MapSession();
        app.MapReference();
        return app;
    }
}

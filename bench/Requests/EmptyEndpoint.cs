using System.CommandLine;

namespace Txt2Image.Bench.Requests;

/// <summary>The baseline for searches: the web server alone, which answers every request with the same prepared bytes.</summary>
internal static class EmptyEndpoint
{
    public const string Name = "empty-endpoint";
    public const string Assembly = "Txt2Image.bench.dll";

    public static Command Create()
    {
        var body = new Option<FileInfo>("--body") { Required = true };
        var urls = new Option<string>("--urls") { Required = true };
        var command = new Command(Name) { body, urls };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => ServeAsync(parsed.GetRequiredValue(body), parsed.GetRequiredValue(urls), cancellationToken));
        return command;
    }

    private static async Task ServeAsync(FileInfo file, string urls, CancellationToken cancellationToken)
    {
        var body = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.MapGet("/search", http =>
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
        });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }
}

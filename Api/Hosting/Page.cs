using System.Collections.Frozen;
using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Txt2Image.Hosting;

namespace Txt2Image.Api.Hosting;

/// <summary>
/// Serves the page at the root. Its files, beside the program, may load only each other, and pictures from where they are stored. They are
/// compressed, and nothing else is: answers contain what clients send, and the bytes of images are compressed already.
/// </summary>
internal static class Page
{
    private static readonly string[] Compressed = ["text/html", "text/css", "text/javascript", "image/svg+xml"];

    public static void AddPage(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true; // the files are the same for everybody
            options.MimeTypes = Compressed;
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }

    public static void UsePage(this WebApplication app)
    {
        var images = app.Services.GetRequiredService<IOptions<ImageOptions>>().Value;
        var policy = Policy(images.Kind == ImageStoreKind.S3 ? images.S3.ReadOrigins() : []);
        var sent = new StaticFileOptions { OnPrepareResponse = file => SetHeaders(file.Context.Response.Headers, policy) };
        var files = app.Environment.WebRootFileProvider.GetDirectoryContents("").Select(file => $"/{file.Name}").ToFrozenSet(StringComparer.Ordinal);
        app.UseDefaultFiles();
        app.UseWhen(
            http => files.Contains(http.Request.Path.Value ?? ""), page => page.UseResponseCompression().UseStaticFiles(sent));
    }

    private static string Policy(IReadOnlyList<string> origins) =>
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src {string.Join(' ', ["'self'", "blob:", .. origins])}; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static void SetHeaders(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
    }
}

using Microsoft.Extensions.Options;
using Txt2Image.Hosting;

namespace Txt2Image.Api.Hosting;

/// <summary>Serves the page at the root. Its files, beside the program, may load only each other, and pictures from where they are stored.</summary>
internal static class Page
{
    public static void UsePage(this WebApplication app)
    {
        var images = app.Services.GetRequiredService<IOptions<ImageOptions>>().Value;
        var policy = Policy(images.Kind == ImageStoreKind.S3 ? images.S3.ReadOrigins() : []);
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => SetHeaders(file.Context.Response.Headers, policy) });
    }

    private static string Policy(IReadOnlyList<string> origins) =>
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src {string.Join(' ', ["'self'", .. origins])}; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static void SetHeaders(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
    }
}

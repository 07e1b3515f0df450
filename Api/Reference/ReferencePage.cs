using Scalar.AspNetCore;

namespace Txt2Image.Api.Reference;

/// <summary>Confines the reference page to this server: the browser blocks everything that its script tries to load from elsewhere.</summary>
internal static class ReferencePage
{
    public static void Confine(EndpointBuilder endpoint)
    {
        var show = endpoint.RequestDelegate;
        if (show is null)
        {
            return;
        }

        endpoint.RequestDelegate = http =>
        {
            http.Response.OnStarting(SetHeaders, http);
            return show(http);
        };
    }

    private static Task SetHeaders(object state)
    {
        var http = (HttpContext)state;
        var nonce = http.Items[ScalarOptions.NonceHttpContextItemKey] is string given ? $" 'nonce-{given}'" : "";
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'{nonce}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return Task.CompletedTask;
    }
}

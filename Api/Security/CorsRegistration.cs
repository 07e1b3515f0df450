using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Txt2Image.Hosting.Settings;

namespace Txt2Image.Api.Security;

internal static partial class CorsRegistration
{
    /// <summary>What a page needs besides the headers that browsers show to every page.</summary>
    private static readonly string[] Exposed =
    [
        "Accept-Ranges", "Content-Disposition", "Content-Length", "Content-Location", "Content-Range", "ETag", "Location", "Mcp-Session-Id",
        "Retry-After", "Server-Timing", "WWW-Authenticate",
    ];

    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(1);

    /// <exception cref="OptionsValidationException">A setting is invalid.</exception>
    public static void AddCors(this WebApplicationBuilder builder)
    {
        var settings = builder.Services.AddSettings<CorsOptions>(builder.Configuration, CorsOptions.Section, options => options.Faults());
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => Allow(policy, settings)));
    }

    /// <summary>Answers the browsers of the pages that are allowed; they ask before they send a request, and have no key then.</summary>
    public static void UseAllowedOrigins(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<IOptions<CorsOptions>>().Value;
        if (settings.Origins.Count == 0)
        {
            return;
        }

        if (settings.AllowsAny)
        {
            LogAny(app.Logger);
        }

        app.UseCors();
    }

    /// <summary>No credentials: a session's cookie is for this server's own page.</summary>
    private static void Allow(CorsPolicyBuilder policy, CorsOptions settings)
    {
        policy.WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE").AllowAnyHeader().WithExposedHeaders(Exposed)
            .SetPreflightMaxAge(PreflightAge);
        if (settings.AllowsAny)
        {
            policy.AllowAnyOrigin();
        }
        else
        {
            policy.WithOrigins([.. settings.Origins]);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Cors:Origins contains *: the page of any site can read here with its visitors' browsers; list the origins")]
    private static partial void LogAny(ILogger log);
}

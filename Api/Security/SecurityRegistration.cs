using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;
using Txt2Image.Hosting.Settings;

namespace Txt2Image.Api.Security;

internal static partial class SecurityRegistration
{
    /// <exception cref="OptionsValidationException">A setting is invalid or unsafe.</exception>
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<SecurityOptions>(
            builder.Configuration, SecurityOptions.Section, options => options.Faults(builder.Configuration));
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton(HostGuard.AllowedBy(builder.Configuration));

        // HostGuard replaces the framework's check, because its errors say what to do.
        builder.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);
    }

    /// <summary>Rejects requests for a host name that is not this server's.</summary>
    public static void UseOwnHostOnly(this WebApplication app) => app.UseMiddleware<HostGuard>();

    /// <summary>Rejects writes from pages of other sites.</summary>
    public static void UseOwnPagesOnly(this WebApplication app) => app.UseMiddleware<OriginGuard>();

    /// <summary>Requires a key. Everything that is served before this is public.</summary>
    public static void UseKeys(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value;
        if (options.ApiKeys.Count > 0)
        {
            app.UseMiddleware<KeyGuard>();
        }
        else if (options.TrustedNetwork)
        {
            LogTrusted(app.Logger);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Security:TrustedNetwork is set: everyone who can reach this server can read and write without a key")]
    private static partial void LogTrusted(ILogger log);
}

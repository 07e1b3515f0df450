using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;
using Txt2Image.Hosting.Settings;

namespace Txt2Image.Api.Security;

internal static partial class SecurityRegistration
{
    /// <exception cref="OptionsValidationException">Something cannot work or would not be safe.</exception>
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<SecurityOptions>(
            builder.Configuration, SecurityOptions.Section, options => options.Faults(builder.Configuration));
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton(HostGuard.AllowedBy(builder.Configuration));

        // HostGuard does the framework's part, and says what to do about a refusal.
        builder.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);
    }

    /// <summary>Refuses what comes from a foreign page.</summary>
    public static void UseOwnPagesOnly(this WebApplication app)
    {
        app.UseMiddleware<HostGuard>();
        app.UseMiddleware<OriginGuard>();
    }

    /// <summary>Asks for a key. What is served ahead of this is public.</summary>
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

    [LoggerMessage(LogLevel.Warning, "Security:TrustedNetwork is set: whoever reaches this server may read and write without a key")]
    private static partial void LogTrusted(ILogger log);
}

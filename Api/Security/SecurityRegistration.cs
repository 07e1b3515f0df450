using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;

namespace Txt2Image.Api.Security;

internal static class SecurityRegistration
{
    /// <exception cref="OptionsValidationException">Something cannot work or would not be safe.</exception>
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        var options = new SecurityOptions();
        builder.Configuration.GetSection(SecurityOptions.Section).Bind(options);
        string[] faults = [.. options.Faults(builder.Configuration)];
        if (faults.Length > 0) throw new OptionsValidationException(SecurityOptions.Section, typeof(SecurityOptions), faults);

        builder.Services.AddSingleton(Options.Create(options));
        builder.Services.AddSingleton(HostGuard.AllowedBy(builder.Configuration));

        // HostGuard does the framework's part, and says what to do about a refusal.
        builder.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);
    }

    public static void UseSecurity(this WebApplication app)
    {
        app.UseMiddleware<HostGuard>();
        app.UseMiddleware<OriginGuard>();
        if (app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value.ApiKeys.Count > 0) app.UseMiddleware<KeyGuard>();
    }
}

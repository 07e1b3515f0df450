using Microsoft.Extensions.Options;
using Txt2Image.Hosting.Administration;
using Txt2Image.Hosting.Telemetry;

namespace Txt2Image.Api.Hosting;

/// <summary>The administrator's port of an Api: there is none unless it is configured.</summary>
internal static class AdminPort
{
    private const string Service = "txt2image-api";

    /// <exception cref="OptionsValidationException">The port is a public one too.</exception>
    public static void AddAdminPort(this WebApplicationBuilder builder)
    {
        var admin = AdminAddress.Of(builder.Configuration);
        builder.AddTelemetry(Service, hasMetricsPage: admin is not null);
        if (admin is null)
        {
            return;
        }

        // Not yet without the administrator's own, which has not been added to them.
        var addresses = Listening.All(builder.Configuration) is { Count: > 0 } configured ? configured : [Listening.Default];
        string[] faults =
        [
            .. addresses.Where(address => BindingAddress.Parse(address).Port == admin.Port).Select(address =>
                $"{AdminAddress.Setting}: {admin.Url} has the port of {address}, which is public: choose another."),
        ];
        if (faults.Length > 0)
        {
            throw new OptionsValidationException(AdminAddress.Setting, typeof(AdminOptions), faults);
        }

        if (Listening.HasEndpoints(builder.Configuration))
        {
            builder.WebHost.ConfigureKestrel(admin.ListenOn);
        }
        else
        {
            builder.WebHost.UseUrls([.. addresses, admin.Url]);
        }
    }

    /// <summary>All addresses that the server will listen on, the administrator's included.</summary>
    public static IEnumerable<string> Addresses(IConfiguration configuration) =>
        AdminAddress.Of(configuration) is { } admin ? Listening.Addresses(configuration).Append(admin.Url) : Listening.Addresses(configuration);

    public static void UseAdminPort(this WebApplication app)
    {
        if (AdminAddress.Of(app.Configuration) is not { } admin)
        {
            return;
        }

        app.UseAdminGate(admin);
        app.MapAdministration();
    }
}

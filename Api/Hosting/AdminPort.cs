using Microsoft.Extensions.Options;
using Txt2Image.Hosting.Administration;
using Txt2Image.Hosting.Telemetry;

namespace Txt2Image.Api.Hosting;

/// <summary>The admin port of an Api, if one is configured.</summary>
internal static class AdminPort
{
    private const string Service = "txt2image-api";

    /// <exception cref="OptionsValidationException">The port is also a public one.</exception>
    public static void AddAdminPort(this WebApplicationBuilder builder)
    {
        var admin = AdminAddress.Of(builder.Configuration);
        builder.AddTelemetry(Service, hasMetricsPage: admin is not null);
        if (admin is null)
        {
            return;
        }

        // The admin address has not been added to these yet.
        var addresses = Listening.All(builder.Configuration) is { Count: > 0 } configured ? configured : [Listening.Default];
        string[] faults =
        [
            .. addresses.Where(address => BindingAddress.Parse(address).Port == admin.Port).Select(address =>
                $"{AdminAddress.Setting}: {admin.Url} has the same port as {address}, which is public: choose another."),
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

    /// <summary>All addresses that the server will listen on, including the admin address.</summary>
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

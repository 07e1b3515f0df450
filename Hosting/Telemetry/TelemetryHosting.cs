using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Diagnostics;
using Txt2Image.Grains.Telemetry;
using Txt2Image.Hosting.Administration;

namespace Txt2Image.Hosting.Telemetry;

/// <summary>
/// Exports metrics and traces: over OTLP if the standard variables (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>…) contain an address, and to Prometheus if
/// there is an administrator's port. With neither, nothing is measured.
/// </summary>
internal static class TelemetryHosting
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string OrleansMeter = "Microsoft.Orleans";

    private static readonly string[] WebMeters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <param name="builder">The application.</param>
    /// <param name="service">The process's name, unless <c>OTEL_SERVICE_NAME</c> is set.</param>
    /// <param name="hasMetricsPage">Whether Prometheus can scrape metrics here.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string service, bool hasMetricsPage)
    {
        var sendsMetrics = IsSet(builder.Configuration, MetricsEndpoint);
        var sendsTraces = SendsTraces(builder.Configuration);
        if (!sendsMetrics && !sendsTraces && !hasMetricsPage)
        {
            return;
        }

        // The last detector wins, so the administrator's environment variables override the name.
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service).AddEnvironmentVariableDetector());
        if (sendsMetrics || hasMetricsPage)
        {
            telemetry.WithMetrics(metrics => AddMetrics(metrics, sendsMetrics, hasMetricsPage));
        }

        if (sendsTraces)
        {
            telemetry.WithTracing(AddTraces);
        }
    }

    /// <summary>Makes grain calls carry their trace, if traces are exported, because every call pays for it.</summary>
    public static ISiloBuilder PropagateTraces(this ISiloBuilder silo) => SendsTraces(silo.Configuration) ? silo.AddActivityPropagation() : silo;

    /// <inheritdoc cref="PropagateTraces(ISiloBuilder)"/>
    public static IClientBuilder PropagateTraces(this IClientBuilder client) =>
        SendsTraces(client.Configuration) ? client.AddActivityPropagation() : client;

    private static void AddMetrics(MeterProviderBuilder metrics, bool sends, bool hasPage)
    {
        metrics.AddMeter(Instruments.Name, OrleansMeter).AddMeter(WebMeters).AddRuntimeInstrumentation();
        if (sends)
        {
            metrics.AddOtlpExporter();
        }

        if (hasPage)
        {
            metrics.AddPrometheusExporter();
        }
    }

    /// <remarks>Processors run in this order, so nothing is sent before it is redacted.</remarks>
    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddSource(Instruments.Name, ActivitySources.ApplicationGrainActivitySourceName)
        .AddAspNetCoreInstrumentation(web => web.Filter = http => !AdminPaths.IsHealth(http.Request.Path))
        .AddProcessor(new Redaction())
        .AddOtlpExporter();

    private static bool SendsTraces(IConfiguration configuration) => IsSet(configuration, TracesEndpoint);

    private static bool IsSet(IConfiguration configuration, string ofSignal) =>
        !string.IsNullOrEmpty(configuration[Endpoint]) || !string.IsNullOrEmpty(configuration[ofSignal]);
}

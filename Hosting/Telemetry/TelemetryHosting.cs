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
/// Hands metrics and traces out: over OTLP where the standard variables (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>…) say where to, and to Prometheus where
/// there is an administrator's port. With neither, nothing listens.
/// </summary>
internal static class TelemetryHosting
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string OrleansMeter = "Microsoft.Orleans";

    private static readonly string[] WebMeters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <param name="builder">The process.</param>
    /// <param name="service">What the process is called, unless <c>OTEL_SERVICE_NAME</c> says otherwise.</param>
    /// <param name="hasMetricsPage">Whether Prometheus can ask for metrics here.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string service, bool hasMetricsPage)
    {
        var sendsMetrics = IsSet(builder.Configuration, MetricsEndpoint);
        var sendsTraces = SendsTraces(builder.Configuration);
        if (!sendsMetrics && !sendsTraces && !hasMetricsPage)
        {
            return;
        }

        // Whoever stands later wins: what the environment says of the process is the administrator's word.
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

    /// <summary>Has grain calls carry the trace they belong to, where traces are sent anywhere: every call pays for it.</summary>
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

    /// <remarks>Spans pass through processors in this order: nothing is sent before it has been redacted.</remarks>
    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddSource(Instruments.Name, ActivitySources.ApplicationGrainActivitySourceName)
        .AddAspNetCoreInstrumentation(web => web.Filter = http => !AdminPaths.IsHealth(http.Request.Path))
        .AddProcessor(new Redaction())
        .AddOtlpExporter();

    private static bool SendsTraces(IConfiguration configuration) => IsSet(configuration, TracesEndpoint);

    private static bool IsSet(IConfiguration configuration, string ofSignal) =>
        !string.IsNullOrEmpty(configuration[Endpoint]) || !string.IsNullOrEmpty(configuration[ofSignal]);
}

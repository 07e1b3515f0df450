using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Txt2Image.Hosting.Settings;

namespace Txt2Image.Hosting.Startup;

/// <summary>Configures the console output: one line for each important event, and no noise.</summary>
internal static partial class Output
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>The default levels, below those that are configured.</summary>
    private static readonly Dictionary<string, string?> Quiet = new(StringComparer.Ordinal)
    {
        ["LogLevel:Default"] = "Information",
        ["LogLevel:Microsoft"] = "Warning",
        ["LogLevel:System"] = "Warning",

        // Its entries contain the URL of each request with the query text.
        ["LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Warning",

        // It reports each call of a tool in three lines, and a client's mistake as an error with its stack. Our tools log their own failures.
        ["LogLevel:ModelContextProtocol"] = "Critical",
        ["LogLevel:Orleans"] = "Warning",

        // While a silo is dead and not yet voted out, they report each call to it, some with a stack of twenty lines: thousands in a second, which
        // keep the cores busy that should find out. Callers try again and report what failed, and the membership reports the silo.
        ["LogLevel:Orleans.Messaging"] = "Critical",
        ["LogLevel:Orleans.Messaging.GatewayManager"] = "Warning",
        ["LogLevel:Orleans.Runtime.CallbackData"] = "Error",
        ["LogLevel:Polly"] = "Critical",

        // It reports the time before the silo's start as a stall.
        ["LogLevel:Orleans.Runtime.Watchdog"] = "Error",
    };

    public static void AddOutput(this WebApplicationBuilder builder)
    {
        var logging = builder.Logging;
        builder.Services.TryAddSingleton(TimeProvider.System);
        logging.AddConsole();
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<JsonFormatter, ConsoleFormatterOptions>();
        builder.Services.AddOptions<ConsoleLoggerOptions>().Configure<IOptions<Txt2ImageOptions>>(static (console, options) =>
            console.FormatterName = options.Value.LogFormat == LogFormat.Json ? JsonFormatter.FormatterName : LineFormatter.FormatterName);
        logging.AddConfiguration(new ConfigurationBuilder().AddInMemoryCollection(Quiet).Build());
        logging.AddConfiguration(builder.Configuration.GetSection("Logging"));

        // The host logs why it could not start with a stack trace; Program reports it in words.
        var started = new Started();
        builder.Services.AddSingleton(started);
        logging.AddFilter<ConsoleLoggerProvider>(HostCategory, level => level >= LogLevel.Warning && started.Yes);
    }

    /// <summary>Prints what is known once the server has started; where programs read the output, as a log entry.</summary>
    public static void Announce(WebApplication app, string banner)
    {
        if (app.Services.GetRequiredService<IOptions<Txt2ImageOptions>>().Value.LogFormat == LogFormat.Json)
        {
            LogBanner(app.Logger, banner.Trim());
        }
        else
        {
            Console.Out.WriteLine(banner);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Banner}")]
    private static partial void LogBanner(ILogger logger, string banner);

    /// <summary>Whether the server has started.</summary>
    internal sealed class Started
    {
        public volatile bool Yes;
    }
}

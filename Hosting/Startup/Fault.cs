using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Txt2Image.Clip;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Hub;
using Txt2Image.Storage;

namespace Txt2Image.Hosting.Startup;

/// <summary>Why the server cannot start, worded for the person who started it. Problems that this person can fix get no stack trace.</summary>
/// <param name="ExitCode">1: the environment prevents the start. 2: the configuration is invalid.</param>
/// <param name="Lines">The messages.</param>
internal sealed record Fault(int ExitCode, IReadOnlyList<string> Lines)
{
    private const int InTheWay = 1;
    private const int Misconfigured = 2;

    /// <summary>Describes an exception; null if it is a bug.</summary>
    public static Fault? Of(Exception exception) => exception switch
    {
        OptionsValidationException options => new(Misconfigured, [.. options.Failures]),
        ModelException model => new(Misconfigured, [model.Message]),
        FormatException address => new(Misconfigured, [address.Message]),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } value => new(Misconfigured, [value.Message]),
        HubException hub => new(InTheWay, [hub.Message]),
        StoreException store => new(InTheWay, [store.Message]),
        Txt2ImageException ours => new(InTheWay, [ours.Message]),
        _ when Find<AddressInUseException>(exception) is not null => new(InTheWay, [Taken(exception)]),
        _ when Find<SocketException>(exception) is { } socket => new(InTheWay, [Refused(socket)]),
        AggregateException several when several.InnerExceptions.All(one => one is OptionsValidationException) =>
            new(Misconfigured, [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(one => one.Failures)]),
        AggregateException { InnerException: { } inner } => Of(inner),
        _ => null,
    };

    /// <summary>Runs all steps that read the configuration, so that the faults of all are reported at once.</summary>
    public static void Gather(params Action[] steps)
    {
        List<string> faults = [];
        foreach (var step in steps)
        {
            try
            {
                step();
            }
            catch (Exception exception) when (Of(exception) is { ExitCode: Misconfigured } fault)
            {
                faults.AddRange(fault.Lines);
            }
        }

        if (faults.Count > 0)
        {
            throw new OptionsValidationException("Txt2Image", typeof(Fault), faults);
        }
    }

    public int Print(TextWriter output)
    {
        foreach (var line in Lines)
        {
            output.WriteLine($"txt2image: {line}");
        }

        return ExitCode;
    }

    /// <summary>Kestrel's message contains the address, up to the colon after it.</summary>
    private static string Taken(Exception exception)
    {
        var address = exception.Message.Split(' ').FirstOrDefault(word => word.StartsWith("http", StringComparison.Ordinal))?.TrimEnd(':', '.', ',');
        return $"{address ?? "The port"} is already in use by another program. "
            + "Choose another address with --urls http://localhost:8081 (or ASPNETCORE_URLS).";
    }

    private static string Refused(SocketException socket) =>
        $"Cannot listen on the address ({socket.Message}). Choose another with --urls http://localhost:8080.";

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }
}

using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Txt2Image.Clip;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Storage;

namespace Txt2Image.Hosting.Startup;

/// <summary>What keeps the server from starting, in words for the person who started it: no stack trace for what that person can mend.</summary>
/// <param name="ExitCode">1: something is in the way. 2: the configuration cannot work.</param>
/// <param name="Lines">What to read.</param>
internal sealed record Fault(int ExitCode, IReadOnlyList<string> Lines)
{
    private const int InTheWay = 1;
    private const int Misconfigured = 2;

    /// <summary>The words for an exception, or null for one that is a defect of ours.</summary>
    public static Fault? Of(Exception exception) => exception switch
    {
        OptionsValidationException options => new(Misconfigured, [.. options.Failures]),
        ModelException model => new(Misconfigured, [model.Message]),
        FormatException address => new(Misconfigured, [address.Message]),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } value => new(Misconfigured, [value.Message]),
        StoreException store => new(InTheWay, [store.Message]),
        Txt2ImageException ours => new(InTheWay, [ours.Message]),
        _ when Find<AddressInUseException>(exception) is not null => new(InTheWay, [Taken(exception)]),
        _ when Find<SocketException>(exception) is { } socket => new(InTheWay, [Refused(socket)]),
        AggregateException several when several.InnerExceptions.All(one => one is OptionsValidationException) =>
            new(Misconfigured, [.. several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(one => one.Failures)]),
        AggregateException { InnerException: { } inner } => Of(inner),
        _ => null,
    };

    /// <summary>Runs all steps that read the configuration, so that the faults of all are told at once.</summary>
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

    /// <summary>Kestrel names the address in its message: everything up to the colon that ends it is ours to keep.</summary>
    private static string Taken(Exception exception)
    {
        var address = exception.Message.Split(' ').FirstOrDefault(word => word.StartsWith("http", StringComparison.Ordinal))?.TrimEnd(':', '.', ',');
        return $"{address ?? "The port"} is taken by another program: choose another with --urls http://localhost:8081 (or ASPNETCORE_URLS).";
    }

    private static string Refused(SocketException socket) =>
        $"The address cannot be listened on ({socket.Message}): choose another with --urls http://localhost:8080.";

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

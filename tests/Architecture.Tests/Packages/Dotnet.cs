using System.Collections;
using System.Reflection;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Architecture.Tests.Packages;

/// <summary>Runs the SDK, and what it made.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The configuration that these tests, and with them the projects, were built in.</summary>
    public static string Configuration { get; } = typeof(Dotnet).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>Runs a program to its end, and returns what it wrote; any exit status but 0 is a failure.</summary>
    public static async Task<string> RunAsync(
        string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var settings = Own().Concat(environment).ToDictionary(StringComparer.Ordinal);
        var run = await ProgramRun.RunAsync(new ProgramStart(program, arguments) { Folder = folder, Settings = settings }, patience.Token);
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        return run.Output;
    }

    /// <summary>No process stays behind, and what the SDK that runs these tests has set for itself is not for another run of it.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Own() =>
    [
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key)
            .Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) && name != "MSBUILDDISABLENODEREUSE")
            .Select(name => KeyValuePair.Create(name, "")),
        new("MSBUILDDISABLENODEREUSE", "1"),
        new("UseSharedCompilation", "false"),
        new("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        new("DOTNET_NOLOGO", "1"),
    ];
}

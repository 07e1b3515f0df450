using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Api.Tests.Support;

/// <summary>Runs the server as a process, as a user starts it.</summary>
internal static class ApiProcess
{
    /// <summary>Runs it until it exits.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Its environment variables.</param>
    public static async Task<ProgramRun> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var program = ProgramStart.Beside("Txt2Image.Api.dll", arguments) with
        {
            Folder = Path.GetTempPath(),
            Settings = environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
        };
        return await ProgramRun.RunAsync(program, patience.Token);
    }
}

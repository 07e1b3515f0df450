using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tests.Fakes;

/// <summary>One run of the program in this process: what it wrote, and its exit code.</summary>
internal sealed record CliRun(int Code, string Out, string Error)
{
    public static Task<CliRun> WithAsync(FakeServer server, params string[] args) => StartAsync([.. args, "--url", server.Url]);

    public static Task<CliRun> WithoutServerAsync(params string[] args) => StartAsync(args);

    /// <summary>The environment of a terminal.</summary>
    public static Func<CliEnvironment, CliEnvironment> Terminal(int width, bool colours) => environment => environment with
    {
        OutWidth = width,
        Variable = name => name switch { "NO_COLOR" => colours ? null : "1", "TERM_PROGRAM" => "a terminal", _ => null },
    };

    public static async Task<CliRun> StartAsync(
        string[] args, Func<CliEnvironment, CliEnvironment>? change = null, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new CliEnvironment { Out = TextWriter.Synchronized(output), Error = TextWriter.Synchronized(error) };
        var code = await CliApp.RunAsync(args, change?.Invoke(environment) ?? environment, cancellationToken);
        return new CliRun(code, output.ToString(), error.ToString());
    }
}

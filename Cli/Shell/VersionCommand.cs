using System.CommandLine;
using System.Reflection;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Shell;

/// <summary><c>version</c>: the versions of this program and of the server.</summary>
internal static class VersionCommand
{
    private static string Own =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var command = new ExampleCommand(
            "version", "Prints the versions of this program and of the server. A server that does not answer is no failure.", "txt2image version");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            environment.Out.WriteLine($"txt2image {Own}");
            using var client = server.Connect(parsed);
            var address = client.Address.AbsoluteUri.TrimEnd('/');
            try
            {
                var status = await client.GetStatusAsync(cancellationToken);
                environment.Out.WriteLine(Printable.Of($"server {status.Version ?? "of an unknown version"} at {address}"));
            }
            catch (Txt2ImageClientException exception)
            {
                environment.Error.WriteLine(Printable.Of($"note: no version of the server at {address}: {exception.Message}"));
            }

            return ExitCode.Success;
        });
        return command;
    }
}

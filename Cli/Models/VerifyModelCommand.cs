using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Models;

/// <summary><c>models verify</c>: compares the files of a model with their checksums.</summary>
internal static class VerifyModelCommand
{
    public static Command Create(CliEnvironment environment, ModelsOptions options)
    {
        var model = ModelArgument.Create();
        var command = new ExampleCommand(
            "verify",
            "Compares every file of a model with the checksum that it was downloaded with.",
            "txt2image models verify clip-vit-base-patch32")
        {
            model,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var installed = options.Installed(parsed, parsed.GetValue(model)!);
            var checking = "";
            IReadOnlyDictionary<string, string> faults;
            await using (new ProgressLine(environment, () => $"checking {checking}"))
            {
                faults = await installed.VerifyAsync(path => checking = path, cancellationToken);
            }

            foreach (var (path, fault) in faults)
            {
                environment.Error.WriteLine(Printable.Of($"{path}: {fault}"));
            }

            var manifest = installed.Manifest;
            environment.Out.WriteLine(Printable.Of(faults.Count == 0
                ? $"{manifest.Name} is whole: {Amount.Of(manifest.Files.Count, "file")}, {Amount.Bytes(manifest.Bytes)}."
                : $"{Amount.Of(faults.Count, "file")} of {manifest.Name} cannot be used. Repair it with: txt2image models pull {manifest.Name}"));
            return faults.Count == 0 ? ExitCode.Success : ExitCode.SomeFailed;
        });
        return command;
    }
}

using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Models;

/// <summary><c>models remove</c>: deletes a model from this machine.</summary>
internal static class RemoveCommand
{
    public static Command Create(CliEnvironment environment, ModelsOptions options)
    {
        var model = ModelArgument.Create();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask for confirmation" };
        var command = new ExampleCommand(
            "remove",
            "Deletes a model from this machine, after asking for confirmation. Collections keep their images, but need the model to be searched.",
            "txt2image models remove clip-vit-base-patch32")
        {
            model, yes,
        };
        command.SetAction(parsed =>
        {
            var manifest = options.Installed(parsed, parsed.GetValue(model)!).Manifest;
            var what = $"{manifest.Name} ({Amount.Bytes(manifest.Bytes)})";
            var isConfirmed = parsed.GetValue(yes) || (Confirmation.Ask(environment, $"Delete {what}?")
                ?? throw new UsageException($"this would delete {what}: there is no terminal to ask on, so confirm it with --yes"));
            if (!isConfirmed)
            {
                environment.Error.WriteLine("Nothing was deleted.");
                return ExitCode.SomeFailed;
            }

            options.Folder(parsed).Remove(manifest.Name);
            environment.Out.WriteLine(Printable.Of($"Deleted {what}."));
            return ExitCode.Success;
        });
        return command;
    }
}

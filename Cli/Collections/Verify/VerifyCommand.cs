using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Collections.Verify;

internal static class VerifyCommand
{
    private const string Notes =
        """
        Notes:
          Compares the catalogue with the stored bytes. It finds points without bytes or thumbnail, bytes without a point (left by a crash; only
          those older than ten minutes), and embeddings that do not fit the model. --deep also reads all bytes: it compares originals with their
          id, and decodes previews and thumbnails.
          --repair deletes points without bytes (it prints their names: ingest those files again) and bytes without a point, and creates missing
          thumbnails. The exit code is 1 if anything is found.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = new CollectionArgument();
        var repair = new Option<bool>("--repair") { Description = "Repair what can be repaired" };
        var deep = new Option<bool>("--deep") { Description = "Read all bytes: compare originals with their id, decode previews and thumbnails" };
        var json = new Option<bool>("--json") { Description = "Print each finding as one line of JSON" };
        var command = new ExampleCommand(
            "verify",
            "Checks that a collection is complete and consistent.",
            "txt2image collections verify holiday",
            "txt2image collections verify holiday --deep",
            "txt2image collections verify holiday --repair")
        {
            name, repair, deep, json,
        };
        command.Notes = Notes;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var request = new VerifyRequest(parsed.GetValue(name)!, parsed.GetValue(repair), parsed.GetValue(deep), parsed.GetValue(json));
            return await new VerifyRun(environment, client, request).RunAsync(cancellationToken);
        });
        return command;
    }
}

/// <summary>What the command line asks for.</summary>
internal sealed record VerifyRequest(string Name, bool Repair, bool Deep, bool Json);

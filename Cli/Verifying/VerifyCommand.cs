using System.CommandLine;
using Txt2Image.Cli.Collections;
using Txt2Image.Cli.Parsing;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Verifying;

internal static class VerifyCommand
{
    private const string Notes =
        """
        Notes:
          Compares what the catalogue names with the bytes that are stored: points without bytes or thumbnail, bytes that no point names (left by a
          crash; only those older than ten minutes), and embeddings that do not fit. --deep also reads all bytes: it compares originals with their id,
          and decodes previews and thumbnails.
          --repair deletes points without bytes (their names are printed: ingest those files again) and bytes that no point names, and makes
          thumbnails that are missing. The exit code is 1 if anything is found.
        """;

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var name = CollectionPath.NameArgument();
        var repair = new Option<bool>("--repair") { Description = "Repair what can be repaired" };
        var deep = new Option<bool>("--deep") { Description = "Read all bytes: compare originals with their id, decode previews and thumbnails" };
        var json = new Option<bool>("--json") { Description = "Print each finding as a line of JSON" };
        var command = new ExampleCommand(
            "verify",
            "Looks whether a collection is whole.",
            "txt2image collections verify holiday",
            "txt2image collections verify holiday --deep",
            "txt2image collections verify holiday --repair")
        {
            name, repair, deep, json,
        };
        command.Notes = Notes;
        command.SetAction(async (parsed, cancel) =>
        {
            using var client = server.Connect(parsed);
            var request = new VerifyRequest(parsed.GetValue(name)!, parsed.GetValue(repair), parsed.GetValue(deep), parsed.GetValue(json));
            return await new VerifyRun(environment, client, request).RunAsync(cancel);
        });
        return command;
    }
}

/// <summary>What the command line asks for.</summary>
internal sealed record VerifyRequest(string Name, bool Repair, bool Deep, bool Json);

using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Images;

/// <summary>Warns before images are added to a server whose model knows drawings only.</summary>
internal static class DemoModelWarning
{
    /// <summary>Reads what the server reports about its model. A server that does not report it is no reason to stop.</summary>
    public static async Task<ServerStatus> ReadAsync(Txt2ImageClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetStatusAsync(cancellationToken);
        }
        catch (ServerErrorException)
        {
            return new ServerStatus();
        }
    }

    public static void Write(CliEnvironment environment, ServerStatus status)
    {
        if (!status.KnowsOnlyItsWorld)
        {
            return;
        }

        environment.Error.WriteLine(
            $"note: the server's model '{Printable.Of(status.Model ?? "demo")}' knows only the drawings it was trained on.");
        environment.Error.WriteLine("      Photographs and other pictures are added, but a search will not find them by what they show.");
        environment.Error.WriteLine("      For that, get a CLIP model where the server runs: txt2image models pull clip-vit-base-patch32");
        environment.Error.WriteLine("      and start the server with: --Txt2Image:Model=clip-vit-base-patch32");
    }
}

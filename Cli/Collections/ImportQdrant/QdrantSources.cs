using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.ImportQdrant;

/// <summary>The collections in Qdrant that are not the server's own.</summary>
internal static class QdrantSources
{
    public static async Task<IReadOnlyList<QdrantSource>> ReadAsync(Txt2ImageClient client, CancellationToken cancellationToken) =>
        (await client.ListQdrantSourcesAsync(cancellationToken)).Sources ?? [];

    public static async Task<int> WriteAsync(CliEnvironment environment, Txt2ImageClient client, CancellationToken cancellationToken)
    {
        var sources = await ReadAsync(client, cancellationToken);
        if (sources.Count == 0)
        {
            environment.Error.WriteLine("Qdrant has no collection except the server's own.");
            return ExitCode.Success;
        }

        var table = new TextTable("collection", "points");
        foreach (var source in sources)
        {
            table.Add(source.Name, TextCell.Number(source.Points));
        }

        table.Write(environment);
        return ExitCode.Success;
    }
}

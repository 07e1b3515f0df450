using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Importing;

/// <summary>What the server finds in Qdrant that is not its own.</summary>
internal static class SourceList
{
    public static async Task<IReadOnlyList<SourceAnswer>> ReadAsync(ServerClient client, CancellationToken cancellationToken) =>
        (await client.GetAsync<SourcesAnswer>("import/qdrant", RetryPolicy.Interactive, cancellationToken)).Sources ?? [];

    public static async Task<int> WriteAsync(CliEnvironment environment, ServerClient client, CancellationToken cancellationToken)
    {
        var sources = await ReadAsync(client, cancellationToken);
        if (sources.Count == 0)
        {
            environment.Error.WriteLine("There is no collection in Qdrant but the server's own.");
            return ExitCode.Success;
        }

        var table = Tables.Create("collection", "points");
        foreach (var source in sources)
        {
            table.AddPlainRow(source.Name, Counted.Number(source.Points));
        }

        Tables.Write(environment, table);
        return ExitCode.Success;
    }
}

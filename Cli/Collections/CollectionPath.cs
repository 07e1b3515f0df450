using System.CommandLine;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Collections;

/// <summary>A collection on the command line and in the server's paths.</summary>
internal static class CollectionPath
{
    public static Argument<string> NameArgument(string description = "The collection, or an alias of it") =>
        new("name") { Description = description, HelpName = "NAME" };

    public static string Of(string name) => $"collections/{Uri.EscapeDataString(name)}";

    public static string OfAlias(string name, string alias) => $"{Of(name)}/aliases/{Uri.EscapeDataString(alias)}";

    public static Task<CollectionAnswer> DescribeAsync(ServerClient client, string name, CancellationToken cancellationToken) =>
        client.GetAsync<CollectionAnswer>(Of(name), RetryPolicy.Interactive, cancellationToken);
}

using System.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Images.Commands;

/// <summary>Which images of which collection a command works on.</summary>
internal sealed class ImageSelection
{
    private readonly Argument<Guid[]> _ids;

    private readonly Option<string?> _collection = new("--collection", "-c")
    {
        Description = "The collection (default: the server's default collection)",
        HelpName = "NAME",
    };

    /// <param name="mayBeMany">Whether the command takes several images.</param>
    public ImageSelection(bool mayBeMany) => _ids = new("id")
    {
        Description = $"The image's id, a UUID, as a search with --json prints it{(mayBeMany ? "; may be several" : "")}",
        HelpName = "ID",
        Arity = mayBeMany ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var bad = result.Tokens.FirstOrDefault(static token => !Guid.TryParse(token.Value, out _));
            if (bad is not null)
            {
                result.AddError($"an image's id is a UUID, such as 0f8fad5b-d9cb-469f-a165-70867728950e, not '{bad.Value}'");
                return [];
            }

            return [.. result.Tokens.Select(static token => Guid.Parse(token.Value))];
        },
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_ids);
        command.Options.Add(_collection);
    }

    public Guid[] Ids(ParseResult parsed) => parsed.GetValue(_ids)!;

    /// <summary>The collection that is named, or else the server's default one.</summary>
    /// <exception cref="UsageException">None is named, and the server has no default one.</exception>
    public async Task<string> CollectionAsync(ParseResult parsed, Txt2ImageClient client, CancellationToken cancellationToken) =>
        parsed.GetValue(_collection)
        ?? (await client.GetStatusAsync(cancellationToken)).DefaultCollection
        ?? throw new UsageException("name the collection with --collection");
}

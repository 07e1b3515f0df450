using System.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Server;

/// <summary>Which server every command talks to: option before environment before default.</summary>
internal sealed class ServerOptions(CliEnvironment environment)
{
    public const string UrlVariable = "TXT2IMAGE_URL";
    public const string KeyVariable = "TXT2IMAGE_API_KEY";

    private readonly Option<string?> _url = new("--url")
    {
        Description = $"The server's address (else ${UrlVariable}, else {ServerAddress.Default})",
        HelpName = "URL",
    };

    private readonly Option<string?> _key = new("--api-key")
    {
        Description = $"The server's key, if it asks for one (else ${KeyVariable}, which other users cannot see)",
        HelpName = "KEY",
    };

    public IEnumerable<Option> All => [_url, _key];

    public ServerClient Connect(ParseResult parsed)
    {
        var address = ServerAddress.Parse(Chosen(parsed, _url, UrlVariable) ?? ServerAddress.Default);
        return new ServerClient(address, Chosen(parsed, _key, KeyVariable), environment.Time);
    }

    private string? Chosen(ParseResult parsed, Option<string?> option, string variable) =>
        parsed.GetValue(option) ?? (environment.Variable(variable) is { Length: > 0 } value ? value : null);
}

using System.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.CommandLine;

/// <summary>The server that every command talks to: the option, otherwise the environment, otherwise the default.</summary>
internal sealed class ServerOptions(CliEnvironment environment)
{
    public const string UrlVariable = "TXT2IMAGE_URL";
    public const string KeyVariable = "TXT2IMAGE_API_KEY";

    private readonly Option<string?> _url = new("--url")
    {
        Description = $"The server's address (default: ${UrlVariable}, then {ServerAddress.Default})",
        HelpName = "URL",
    };

    private readonly Option<string?> _key = new("--api-key")
    {
        Description = $"The server's API key, if it requires one (default: ${KeyVariable}, which other users cannot see)",
        HelpName = "KEY",
    };

    public IEnumerable<Option> All => [_url, _key];

    public Txt2ImageClient Connect(ParseResult parsed) => new(Read(parsed));

    /// <summary>How to connect to the server.</summary>
    public Txt2ImageClientOptions Read(ParseResult parsed)
    {
        try
        {
            return new Txt2ImageClientOptions
            {
                Address = ServerAddress.Parse(Chosen(parsed, _url, UrlVariable) ?? ServerAddress.Default),
                ApiKey = Chosen(parsed, _key, KeyVariable),
                Time = environment.Time,
            };
        }
        catch (FormatException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private string? Chosen(ParseResult parsed, Option<string?> option, string variable) =>
        parsed.GetValue(option) ?? (environment.Variable(variable) is { Length: > 0 } value ? value : null);
}

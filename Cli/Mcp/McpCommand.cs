using System.CommandLine;
using System.Net;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Mcp;

/// <summary>Serves one assistant over standard input and output, with the tools of a server.</summary>
internal static class McpCommand
{
    private const string Name = "txt2image";

    public static Command Create(CliEnvironment environment, ServerOptions server)
    {
        var command = new ExampleCommand(
            "mcp",
            "Lets an assistant use the server's pictures: the Model Context Protocol over standard input and output.",
            "txt2image mcp",
            "claude mcp add pictures -- txt2image mcp --url http://gallery.example:8080");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await RunAsync(environment, server.Read(parsed), cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task RunAsync(CliEnvironment environment, Txt2ImageClientOptions options, CancellationToken cancellationToken)
    {
        // Fails with the same words as every other command, if there is no server or the key is wrong.
        using var client = new Txt2ImageClient(options);
        await client.GetStatusAsync(cancellationToken);

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = !options.Address.IsLoopback }) { Timeout = Timeout.InfiniteTimeSpan };
        await using var upstream = await ConnectAsync(options, http, cancellationToken);
        var bridge = new ToolBridge(upstream, environment);
        await using var transport = new StreamServerTransport(Console.OpenStandardInput(), Console.OpenStandardOutput(), Name);
        await using var serving = McpServer.Create(transport, new McpServerOptions
        {
            ServerInfo = upstream.ServerInfo,
            ServerInstructions = upstream.ServerInstructions,
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = (_, stop) => bridge.ListAsync(stop),
                CallToolHandler = (request, stop) => bridge.CallAsync(request.Params, stop),
            },
        });
        await serving.RunAsync(cancellationToken);
    }

    /// <exception cref="RunFailedException">The server has no tools for assistants.</exception>
    private static async Task<McpClient> ConnectAsync(
        Txt2ImageClientOptions options, HttpClient http, CancellationToken cancellationToken)
    {
        var connection = new HttpClientTransportOptions
        {
            Endpoint = ServerAddress.Absolute(options.Address, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            Name = Name,
            AdditionalHeaders = options.ApiKey is { } key
                ? new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = $"Bearer {key}" }
                : null,
        };
        var transport = new HttpClientTransport(connection, http);
        try
        {
            return await McpClient.CreateAsync(transport, cancellationToken: cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            throw new RunFailedException($"{options.Address} does not serve assistants: it is of a version before 'mcp'.");
        }
    }
}

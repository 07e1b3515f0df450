using ModelContextProtocol.Client;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Mcp;

/// <summary>The SDK's own client.</summary>
internal static class Assistant
{
    public static Task<McpClient> ConnectAsync(TestServer server, params (string Name, string Value)[] headers) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(server.Address, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.Ordinal),
        }),
        cancellationToken: TestContext.Current.CancellationToken);
}

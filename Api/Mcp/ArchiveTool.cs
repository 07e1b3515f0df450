using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Txt2Image.Api.Errors;
using Txt2Image.Api.Requests;

namespace Txt2Image.Api.Mcp;

/// <summary>
/// A tool that an assistant can call. Its arguments are checked as those of the routes are, and a failure is a result that says what to do, so that
/// the assistant can correct its call.
/// </summary>
internal abstract partial class ArchiveTool(Tool tool, ILogger<ArchiveTool> log) : McpServerTool
{
    public override Tool ProtocolTool => tool;

    public override IReadOnlyList<object> Metadata => [];

    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return new CallToolResult { Content = [.. await CallAsync(ReadArguments(request.Params?.Arguments), cancellationToken)] };
        }
#pragma warning disable CA1031 // Every failure is a result.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var failure = Failure.Of(exception);
            if (failure.IsOurs)
            {
                LogFailed(tool.Name, exception);
            }

            return new CallToolResult { IsError = true, Content = [Text($"{failure.Code}: {failure.Detail}")] };
        }
    }

    /// <summary>Does what the tool is for.</summary>
    /// <param name="arguments">A JSON object.</param>
    /// <param name="cancellationToken">Is cancelled when the client has left.</param>
    protected abstract Task<IReadOnlyList<ContentBlock>> CallAsync(JsonElement arguments, CancellationToken cancellationToken);

    /// <summary>A result that is text.</summary>
    protected static TextContentBlock Text(string text) => new() { Text = text };

    private static JsonElement ReadArguments(IDictionary<string, JsonElement>? arguments)
    {
        arguments ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        return JsonBody.Parse(JsonSerializer.SerializeToUtf8Bytes(arguments, ApiJson.Default.IDictionaryStringJsonElement), "The arguments");
    }

    [LoggerMessage(LogLevel.Error, "The tool {Tool} failed")]
    private partial void LogFailed(string tool, Exception exception);
}

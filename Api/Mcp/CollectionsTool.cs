using System.Text.Json;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Requests;
using Txt2Image.Grains.Client;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Api.Mcp;

/// <summary>Lists the collections.</summary>
internal sealed class CollectionsTool(GrainClient grains, IOptions<SearchOptions> options, ILogger<ArchiveTool> log) : ArchiveTool(Definition, log)
{
    private static readonly Tool Definition = new()
    {
        Name = "list_collections",
        Title = "List collections",
        Description = "Lists the collections of images, with how many images each has. The answer is JSON.",
        InputSchema = JsonDocument.Parse("""{"type":"object","properties":{}}""").RootElement,
        Annotations = new ToolAnnotations { ReadOnlyHint = true, IdempotentHint = true, OpenWorldHint = false },
    };

    protected override async Task<IReadOnlyList<ContentBlock>> CallAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        _ = new JsonParameters(arguments, "The arguments");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Deadline);
        var all = await grains.ListCollectionsAsync(limit.Token);
        var body = new CollectionsBody([.. all.Select(CollectionBody.Of)]);
        return [Text(JsonSerializer.Serialize(body, ApiJson.Plain.CollectionsBody))];
    }
}

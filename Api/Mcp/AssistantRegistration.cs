using Microsoft.AspNetCore.Mvc;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Txt2Image.Api.Health;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Search;

namespace Txt2Image.Api.Mcp;

/// <summary>
/// Serves assistants by the Model Context Protocol, over Streamable HTTP. Requests are independent of each other, so any server behind a load
/// balancer can answer them, and they pass the same checks as those of the other routes: host, origin and key.
/// </summary>
internal static class AssistantRegistration
{
    public const string Path = "/mcp";

    /// <summary>A message that says to be at most this long takes no part of the uploads' memory.</summary>
    private const int SmallBytes = 64 << 10;

    private const string Instructions =
        "A picture archive that is searched by what the pictures show. Use search_images with a description of what is to be seen, then get_image to "
        + "look at a hit. Scores are cosines, not percentages.";

    public static void AddAssistants(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<McpServerTool, SearchTool>();
        builder.Services.AddSingleton<McpServerTool, ImageTool>();
        builder.Services.AddSingleton<McpServerTool, CollectionsTool>();
        builder.Services.AddSingleton<McpServerTool, AddTool>();
        builder.Services
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation { Name = "txt2image", Title = "Txt2Image", Version = Status.Version };
                options.ServerInstructions = Instructions;
            })
            .WithHttpTransport(transport => transport.Stateless = true);
    }

    public static void MapAssistants(this WebApplication app)
    {
        var gate = app.Services.GetRequiredService<UploadGate>();
        app.MapMcp(Path).WithMetadata(new RequestSizeLimitAttribute(PostedSearch.JsonBytes)).ExcludeFromDescription()
            .Finally(route => route.RequestDelegate = Bound(gate, route.RequestDelegate!));
    }

    /// <summary>Messages with images share the memory of uploads, so that together they are bounded.</summary>
    private static RequestDelegate Bound(UploadGate gate, RequestDelegate next) => async http =>
    {
        if (http.Request.ContentLength <= SmallBytes)
        {
            await next(http);
            return;
        }

        using var memory = gate.Open();
        var message = await PartReader.ReadAsync(http.Request.Body, PostedSearch.JsonBytes, memory, http.RequestAborted);
        http.Request.Body = new MemoryStream(PostedSearch.Whole(message, "The message", PostedSearch.JsonBytes), writable: false);
        await next(http);
    };
}

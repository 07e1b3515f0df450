using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using Txt2Image.Api.Images;
using Txt2Image.Api.Requests;
using Txt2Image.Api.Search;
using Txt2Image.Grains.Searching;

namespace Txt2Image.Api.Mcp;

/// <summary>Searches as <c>POST /search</c> does, with the same members.</summary>
internal sealed class SearchTool(Searcher searcher, IHttpContextAccessor request, IOptions<SearchOptions> options, ILogger<ArchiveTool> log)
    : ArchiveTool(Definition, log)
{
    public const string Name = "search_images";

    private static readonly Tool Definition = new()
    {
        Name = Name,
        Title = "Search images",
        Description =
            """
            Finds the images of a collection that match best: words (q), images of a collection (like), an image file (terms with image, in base64),
            or any sum of them. The answer is JSON; each hit has an id, with which get_image shows the image. Scores are cosines and can only be
            compared with each other: 0.3 may be a very good match. Describe what is to be seen, as a caption would: "a red bicycle beside a tree".
            """,
        InputSchema = ToolSchema.Of(ApiJson.Strict.SearchBody),
        Annotations = new ToolAnnotations { ReadOnlyHint = true, IdempotentHint = true, OpenWorldHint = false },
    };

    protected override async Task<IReadOnlyList<ContentBlock>> CallAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var body = new JsonParameters(arguments, "The arguments", SearchQuestion.Names);
        var question = SearchQuestion.Read(body, TermReader.ReadAll(body));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Deadline);
        var found = await searcher.AnswerAsync(question, fresh: true, started, limit.Token);
        var output = new ArrayBufferWriter<byte>();
        var urls = new ImageUrls(request.HttpContext?.Request.PathBase ?? "", found.Collection.Name);
        SearchAnswerWriter.Write(output, question, found, urls, Timings.Of(found.Answer, started));
        return [Text(Encoding.UTF8.GetString(output.WrittenSpan))];
    }
}

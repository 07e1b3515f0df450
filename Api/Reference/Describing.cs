using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Txt2Image.Api.Errors;
using Txt2Image.Api.Requests;

namespace Txt2Image.Api.Reference;

/// <summary>Describes routes in the reference, beyond what their signatures show.</summary>
internal static class Describing
{
    private const string Json = "application/json";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps a route that reads: it answers GET, and HEAD with the same headers.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, Reading, handler);

    /// <summary>Declares the failures of a route. Some are added to every route.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in (ReadOnlySpan<int>)[.. statuses, 400, 401, 403, 500])
        {
            route.Produces<Problem>(status, Problem.MediaType);
        }

        return route;
    }

    /// <summary>Declares the query parameters: the reference describes exactly those that the route accepts.</summary>
    public static RouteHandlerBuilder Query(this RouteHandlerBuilder route, params ParameterDoc[] parameters) => route
        .WithMetadata(new KnownParameters(
            [.. parameters.Select(parameter => parameter.Name)],
            [.. parameters.Where(parameter => parameter.IsRepeatable).Select(parameter => parameter.Name)]))
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters = [.. operation.Parameters ?? [], .. parameters.Select(parameter => parameter.ToOpenApi())];
            return Task.CompletedTask;
        });

    /// <summary>Declares a JSON body.</summary>
    /// <param name="route">The route.</param>
    /// <param name="example">An example of it.</param>
    /// <param name="required">Whether a request must have it.</param>
    /// <param name="mediaTypes">Its content types; JSON's if none is given.</param>
    public static RouteHandlerBuilder Body<T>(
        this RouteHandlerBuilder route, string example, bool required = true, IReadOnlyList<string>? mediaTypes = null) =>
        route.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            var schema = await context.GetOrCreateSchemaAsync(typeof(T), cancellationToken: cancellationToken);
            var contents = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
            foreach (var mediaType in mediaTypes ?? [Json])
            {
                contents[mediaType] = new OpenApiMediaType { Schema = schema, Example = JsonNode.Parse(example) };
            }

            operation.RequestBody = new OpenApiRequestBody { Required = required, Content = contents };
        });

    /// <summary>Declares a successful answer that the signature does not show, or adds an example to one that it does.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, string example) =>
        route.Produces<T>(StatusCodes.Status200OK, Json).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var content = operation.Responses?[Status(StatusCodes.Status200OK)].Content?[Json] as OpenApiMediaType;
            content?.Example = JsonNode.Parse(example);
            return Task.CompletedTask;
        });

    /// <summary>Declares an answer that is a stream.</summary>
    /// <typeparam name="T">What one of its parts contains.</typeparam>
    /// <param name="route">The route.</param>
    /// <param name="mediaType">Its content type.</param>
    /// <param name="description">What it is made of.</param>
    /// <param name="example">An example of a part.</param>
    public static RouteHandlerBuilder Streams<T>(this RouteHandlerBuilder route, string mediaType, string description, string example) =>
        route.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            var schema = await context.GetOrCreateSchemaAsync(typeof(T), cancellationToken: cancellationToken);
            operation.Responses ??= [];
            operation.Responses[Status(StatusCodes.Status200OK)] =
                Response(description, Content(mediaType, new() { Schema = schema, Example = JsonValue.Create(example) }));
        });

    /// <summary>Declares an answer of image bytes.</summary>
    public static RouteHandlerBuilder AnswersImage(this RouteHandlerBuilder route, string mediaType) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses ??= [];
            operation.Responses[Status(StatusCodes.Status200OK)] = Response("The image.", Bytes(mediaType));
            operation.Responses[Status(StatusCodes.Status206PartialContent)] = Response("The requested range.", Bytes(mediaType));
            operation.Responses[Status(StatusCodes.Status304NotModified)] = Response("The client already has it.", null);
            return Task.CompletedTask;
        });

    /// <summary>Declares an answer that is a zip archive.</summary>
    public static RouteHandlerBuilder AnswersZip(this RouteHandlerBuilder route) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses ??= [];
            operation.Responses[Status(StatusCodes.Status200OK)] = Response("The archive.", Bytes("application/zip"));
            return Task.CompletedTask;
        });

    /// <summary>Declares a body that is an image, or a form with one.</summary>
    /// <param name="route">The route.</param>
    /// <param name="part">The name of the form's part.</param>
    public static RouteHandlerBuilder TakesImage(this RouteHandlerBuilder route, string part) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var content = Bytes("image/*");
            content["multipart/form-data"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string>(StringComparer.Ordinal) { part },
                    Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { [part] = Binary() },
                },
            };
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
            return Task.CompletedTask;
        });

    /// <summary>Describes content that is bytes.</summary>
    public static Dictionary<string, OpenApiMediaType> Bytes(string mediaType) => Content(mediaType, new() { Schema = Binary() });

    public static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private static Dictionary<string, OpenApiMediaType> Content(string mediaType, OpenApiMediaType content) =>
        new(StringComparer.Ordinal) { [mediaType] = content };

    private static OpenApiResponse Response(string description, Dictionary<string, OpenApiMediaType>? content) =>
        new() { Description = description, Content = content };

    private static string Status(int status) => status.ToString(CultureInfo.InvariantCulture);
}

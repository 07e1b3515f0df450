using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Reference;

/// <summary>What the OpenAPI document promises: which statuses an operation has, with which content type and which members.</summary>
internal sealed class ApiContract
{
    private const string Schemas = "#/components/schemas/";

    private readonly JsonElement _document;
    private readonly List<(string Method, string[] Segments, JsonElement Responses)> _operations;

    private ApiContract(JsonElement document)
    {
        _document = document;
        _operations =
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where operation.Value.ValueKind == JsonValueKind.Object && operation.Value.TryGetProperty("responses", out _)
               let segments = path.Name.Split('/')
               orderby segments.Count(segment => segment.StartsWith('{'))
               select (operation.Name.ToUpperInvariant(), segments, operation.Value.GetProperty("responses")),
        ];
    }

    /// <summary>Reads the document of a server.</summary>
    public static async Task<ApiContract> ReadAsync(HttpClient client) => new(await client.GetJsonAsync("/openapi/v1.json"));

    /// <summary>In what an answer differs from the document; nothing for a route that it does not list.</summary>
    public IEnumerable<string> Faults(HttpMethod method, Uri uri, int status, MediaTypeHeaderValue? type, byte[] body)
    {
        // Bytes that are no URL are rejected by the web server, before any route.
        var isRejectedAsUrl = status == 400 && type is null;
        if (isRejectedAsUrl || Find(method.Method, uri.AbsolutePath) is not { } responses)
        {
            return [];
        }

        if (!responses.TryGetProperty($"{status}", out var response))
        {
            return [$"the status {status} is not listed"];
        }

        if (!response.TryGetProperty("content", out var contents))
        {
            return body.Length == 0 ? [] : [$"the status {status} has a body"];
        }

        var content = contents.EnumerateObject().FirstOrDefault(one => Covers(one.Name, type?.MediaType));
        if (content.Value.ValueKind == JsonValueKind.Undefined)
        {
            return [$"the content type {type?.MediaType} is not listed for {status}"];
        }

        if (!content.Name.EndsWith("json", StringComparison.Ordinal) || !content.Value.TryGetProperty("schema", out var schema))
        {
            return [];
        }

        // A stream of lines has the schema of one.
        var isLines = content.Name.EndsWith("ndjson", StringComparison.Ordinal);
        var documents = isLines ? Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [Encoding.UTF8.GetString(body)];
        return [.. documents.SelectMany(document => Faults(schema, JsonDocument.Parse(document).RootElement, "$"))];
    }

    private JsonElement? Find(string method, string path)
    {
        var segments = path.Split('/');
        var found = _operations.FirstOrDefault(operation => operation.Method == method
            && operation.Segments.Length == segments.Length
            && operation.Segments.Zip(segments).All(pair => pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First == pair.Second));
        return found.Segments is null ? null : found.Responses;
    }

    private static bool Covers(string listed, string? given) =>
        listed == given || (listed.EndsWith("/*", StringComparison.Ordinal) && given?.StartsWith(listed[..^1], StringComparison.Ordinal) == true);

    /// <summary>Validates with the part of JSON Schema that the document uses.</summary>
    private IEnumerable<string> Faults(JsonElement schema, JsonElement value, string place)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!;
            return Faults(_document.GetProperty("components").GetProperty("schemas").GetProperty(name[Schemas.Length..]), value, place);
        }

        if (schema.TryGetProperty("oneOf", out var choices))
        {
            return choices.EnumerateArray().Any(choice => !Faults(choice, value, place).Any()) ? [] : [$"{place} is none of its schemas: {value}"];
        }

        if (schema.TryGetProperty("type", out var types) && !IsOfType(types, value))
        {
            return [$"{place} is {value.ValueKind}, not {types}"];
        }

        if (schema.TryGetProperty("enum", out var values)
            && !values.EnumerateArray().Any(one => one.ValueKind == value.ValueKind && one.ToString() == value.ToString()))
        {
            return [$"{place} is {value}, which is not listed"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => MemberFaults(schema, value, place),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().SelectMany((item, i) => Faults(items, item, $"{place}[{i}]")),
            _ => [],
        };
    }

    private IEnumerable<string> MemberFaults(JsonElement schema, JsonElement value, string place)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            return [];
        }

        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _))
            : [];
        return missing.Select(name => $"{place} has no member {name}").Concat(value.EnumerateObject().SelectMany(member =>
            properties.TryGetProperty(member.Name, out var property)
                ? Faults(property, member.Value, $"{place}.{member.Name}")
                : [$"{place} has a member {member.Name}, which is not listed"]));
    }

    private static bool IsOfType(JsonElement types, JsonElement value) => types.ValueKind == JsonValueKind.Array
        ? types.EnumerateArray().Any(type => IsOfType(type, value))
        : (types.GetString(), value.ValueKind) switch
        {
            ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("null", JsonValueKind.Null)
                or ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
            ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
            _ => false,
        };
}

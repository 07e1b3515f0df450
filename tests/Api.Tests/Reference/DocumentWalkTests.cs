using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Txt2Image.Api.Tests.Support;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Api.Tests.Reference;

/// <summary>
/// Walks over all operations of the document with requests that it allows and requests that it does not, one parameter or member at a time. What it
/// allows is not refused as invalid, what it does not allow is, and each answer is one that it lists.
/// </summary>
public sealed class DocumentWalkTests(SharedServer shared)
{
    private static readonly byte[] Picture = Png.Of(0);
    private static readonly string[] Streams = ["/search/watch"];

    /// <summary>What a parameter needs beside it.</summary>
    private static readonly Dictionary<string, (string Name, string Value)> Companions =
        new(StringComparer.Ordinal) { ["maxChance"] = ("cutoff", "auto"), ["limit"] = ("k", ""), ["top"] = ("k", "") };

    /// <summary>What only descriptions say: a search by an image has no cutoff and needs no text, and the only term of a search is no null.</summary>
    private static readonly HashSet<(string Path, string Name)> Described =
    [
        ("/search/image", "cutoff"), ("/search/image", "maxChance"), ("/search/image", "q"), ("/search", "q"),
        ("/collections/{collection}/search", "q"),
    ];

    /// <summary>A name or id that does not look like one may also just not be found.</summary>
    private static readonly int[] Refusals = [400, 404, 422];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_ByTheDocument_AreAnsweredAsItSays()
    {
        var contract = await ApiContract.ReadAsync(shared.Client);
        var document = await shared.Client.GetJsonAsync("/openapi/v1.json");
        List<string> faults = [];
        var count = 0;
        foreach (var operation in Operation.All(document))
        {
            var gallery = await shared.Client.NewGalleryAsync(1);
            using var first = await shared.Client.SendAsync(operation.Request(gallery), HttpCompletionOption.ResponseHeadersRead, Token);

            // Some examples need more than a server and a gallery: another model, Qdrant.
            var isUsable = !Refusals.Contains((int)first.StatusCode);
            foreach (var (what, isValid, request) in Requests(operation, gallery))
            {
                count++;
                using (request)
                {
                    using var response = await shared.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
                    var status = (int)response.StatusCode;
                    if (isValid ? isUsable && status is (400 or 422) : !Refusals.Contains(status))
                    {
                        faults.Add($"{operation.Method} {operation.Path}, {what}: {status}");
                    }

                    if (!Streams.Contains(operation.Path))
                    {
                        var body = await response.Content.ReadAsByteArrayAsync(Token);
                        faults.AddRange(contract
                            .Faults(request.Method, response.RequestMessage!.RequestUri!, status, response.Content.Headers.ContentType, body)
                            .Select(fault => $"{operation.Method} {operation.Path}, {what}: {fault}"));
                    }
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(count > 300, $"only {count} requests were made");
    }

    private static IEnumerable<(string What, bool IsValid, HttpRequestMessage Request)> Requests(Operation operation, string gallery)
    {
        foreach (var (name, schema) in operation.Query)
        {
            foreach (var (value, isValid) in Values.OfText(schema).Where(_ => !Described.Contains((operation.Path, name))))
            {
                yield return ($"{name}={value}", isValid, operation.Request(gallery, query: (name, value)));
            }
        }

        if (operation.Query.Count > 0)
        {
            yield return ("an unknown parameter", false, operation.Request(gallery, query: ("unknown", "1")));
        }

        if (operation.Body is not { } body)
        {
            yield break;
        }

        yield return ("an unknown member", false, operation.Request(gallery, member: ("unknown", JsonValue.Create(1))));
        foreach (var (name, schema) in body)
        {
            foreach (var (value, isValid) in Values.OfJson(schema).Where(one => !one.IsValid || !Described.Contains((operation.Path, name))))
            {
                yield return ($"{name}: {value?.ToJsonString() ?? "null"}", isValid, operation.Request(gallery, member: (name, value)));
            }
        }
    }

    /// <summary>An operation of the document.</summary>
    private sealed record Operation(string Method, string Path, IReadOnlyDictionary<string, JsonElement> Query, JsonObject? Example, bool TakesImage)
    {
        /// <summary>The members of its JSON body; null if it has none.</summary>
        public IReadOnlyDictionary<string, JsonElement>? Body { get; private init; }

        private string MediaType { get; init; } = "application/json";

        public static IEnumerable<Operation> All(JsonElement document) =>
            from path in document.GetProperty("paths").EnumerateObject()
            where path.Name != "/session"
            from operation in path.Value.EnumerateObject()
            select Of(document, path.Name, operation);

        public HttpRequestMessage Request(
            string gallery, (string Name, string Value)? query = null, (string Name, JsonNode? Value)? member = null)
        {
            Dictionary<string, string> parameters = new(StringComparer.Ordinal);
            if (Query.ContainsKey("q"))
            {
                parameters["q"] = "a red bicycle";
            }

            if (Query.ContainsKey("collection"))
            {
                parameters["collection"] = gallery;
            }

            if (Query.ContainsKey("k"))
            {
                parameters["k"] = "1";
            }

            if (Path.EndsWith("/images", StringComparison.Ordinal) && Method == "POST")
            {
                parameters["name"] = "walk.png";
            }

            if (query is { } given)
            {
                parameters[given.Name] = given.Value;
                Accompany(given.Name, (name, value) => parameters[name] = value, name => parameters.Remove(name));
            }

            var path = Path.Replace("{collection}", gallery, StringComparison.Ordinal)
                .Replace("{alias}", $"{gallery}-now", StringComparison.Ordinal)
                .Replace("{id}", ImageId.Of(Picture).ToString("D"), StringComparison.Ordinal);
            var text = string.Join('&', parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
            return new HttpRequestMessage(new HttpMethod(Method), new Uri($"{path}?{text}".TrimEnd('?'), UriKind.Relative))
            {
                Content = TakesImage ? new ByteArrayContent(Picture) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }
                    : Body is null ? null
                    : new StringContent(BodyWith(gallery, member).ToJsonString(), Encoding.UTF8, MediaType),
            };
        }

        private JsonObject BodyWith(string gallery, (string Name, JsonNode? Value)? member)
        {
            var body = (JsonObject)(Example?.DeepClone() ?? new JsonObject());
            if (Body!.ContainsKey("k"))
            {
                body["k"] = 1;
            }

            if (Body.ContainsKey("collection"))
            {
                body["collection"] = Path.Contains("{collection}", StringComparison.Ordinal) ? null : gallery;
            }

            if (member is { } given)
            {
                body[given.Name] = given.Value?.DeepClone();
                Accompany(given.Name, (name, value) => body[name] = value, name => body.Remove(name));
            }

            return body;
        }

        private static void Accompany(string name, Action<string, string> set, Action<string> remove)
        {
            if (!Companions.TryGetValue(name, out var other))
            {
                return;
            }

            if (other.Value.Length > 0)
            {
                set(other.Name, other.Value);
            }
            else
            {
                remove(other.Name);
            }
        }

        private static Operation Of(JsonElement document, string path, JsonProperty operation)
        {
            var query = operation.Value.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Where(one => one.Text("in") == "query")
                    .Where(one => one.Text("name") != "collection" || !path.Contains("{collection}", StringComparison.Ordinal))
                    .ToDictionary(one => one.Text("name"), one => one.GetProperty("schema"), StringComparer.Ordinal)
                : [];
            var contents = operation.Value.TryGetProperty("requestBody", out var body) ? body.GetProperty("content") : default;
            var json = contents.ValueKind == JsonValueKind.Object
                ? contents.EnumerateObject().FirstOrDefault(one => one.Name.EndsWith("json", StringComparison.Ordinal))
                : default;
            var isJson = json.Value.ValueKind == JsonValueKind.Object;
            var schema = isJson ? Resolved(document, json.Value.GetProperty("schema")) : default;
            return new Operation(
                operation.Name.ToUpperInvariant(),
                path,
                query,
                isJson && json.Value.TryGetProperty("example", out var example) ? JsonNode.Parse(example.GetRawText())!.AsObject() : null,
                TakesImage: contents.ValueKind == JsonValueKind.Object && !isJson)
            {
                MediaType = isJson ? json.Name : "",
                Body = isJson ? schema.GetProperty("properties").EnumerateObject().ToDictionary(one => one.Name, one => one.Value) : null,
            };
        }

        private static JsonElement Resolved(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;
    }

    /// <summary>Values at the bounds of a schema, and beyond them.</summary>
    private static class Values
    {
        public static IEnumerable<(string Value, bool IsValid)> OfText(JsonElement schema)
        {
            foreach (var (value, isValid) in OfJson(schema))
            {
                if (value is JsonValue one && (one.GetValueKind() == JsonValueKind.String || !schema.TryGetProperty("items", out _)))
                {
                    var text = one.GetValueKind() == JsonValueKind.String ? one.GetValue<string>() : one.ToJsonString();
                    var isText = Types(schema).Contains("string");
                    if (isValid || isText == (one.GetValueKind() == JsonValueKind.String) || !isText)
                    {
                        yield return (text, isValid);
                    }
                }
            }
        }

        public static IEnumerable<(JsonNode? Value, bool IsValid)> OfJson(JsonElement schema)
        {
            var types = Types(schema);
            if (types.Length == 0)
            {
                yield break;
            }

            if (types.Contains("null"))
            {
                yield return (null, true);
            }

            if (schema.TryGetProperty("enum", out var choices))
            {
                foreach (var choice in choices.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String))
                {
                    yield return (choice.GetString(), true);
                }

                yield return ("no such choice", false);
            }
            else if (types.Contains("integer") || types.Contains("number"))
            {
                foreach (var one in Numbers(schema, types.Contains("integer") ? 1 : .5))
                {
                    yield return one;
                }

                yield return ("much", false);
            }
            else if (types.Contains("boolean"))
            {
                yield return (true, true);
                yield return (false, true);
                yield return ("perhaps", false);
            }
            else if (types.Contains("string"))
            {
                yield return (JsonValue.Create(5), false);
                if (schema.TryGetProperty("minLength", out _))
                {
                    yield return ("", false);
                }

                if (schema.TryGetProperty("pattern", out _) || (schema.TryGetProperty("format", out var format) && format.GetString() == "uuid"))
                {
                    yield return ("Not Like This!", false);
                }
            }
            else if (types.Contains("array"))
            {
                yield return (JsonValue.Create(5), false);
                if (schema.TryGetProperty("minItems", out _))
                {
                    yield return (new JsonArray(), false);
                }
            }
        }

        private static string[] Types(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
            : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)]
            : [type.GetString()!];

        private static IEnumerable<(JsonNode Value, bool IsValid)> Numbers(JsonElement schema, double step)
        {
            foreach (var (bound, direction) in new[] { ("minimum", -1), ("maximum", 1) })
            {
                if (schema.TryGetProperty(bound, out var found))
                {
                    var value = found.GetDouble();
                    yield return (Number(value), true);
                    yield return (Number(value + (direction * step)), false);
                }
            }
        }

        private static JsonNode Number(double value) =>
            JsonNode.Parse(value.ToString(value == Math.Floor(value) ? "F0" : "R", CultureInfo.InvariantCulture))!;
    }
}

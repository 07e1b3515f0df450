using System.Security.Cryptography;
using System.Text;

namespace Txt2Image.Api.Tests.Hostile;

/// <summary>A valid request to each route that reads input.</summary>
internal static class FuzzDoors
{
    private const string Json = "application/json";

    private const string Filter =
        """{"and":[{"field":"year","range":{"min":1990,"max":"2024-05-31"}},{"not":{"field":"a","in":["b",1,2.5,true]}}]}""";

    public static IReadOnlyList<FuzzDoor> Of(string collection)
    {
        var images = $"/collections/{collection}/images";
        var id = "00000000-0000-0000-0000-000000000001";
        return
        [
            Get($"/search?q=a+red+bicycle&k=5&offset=1&minScore=-0.5&collection={collection}&filter={Filter}", ("Cache-Control", "no-cache")),
            Get($"/search?q=a+cat&collection={collection}&filter=(year>=1990 and not \"a b\":c) or d in (1, x, 2024-05-31) or e exists"),
            Get($"/search/image?q=a+cat&collection={collection}", ("Range", "bytes=0-10"), ("If-None-Match", "\"a\"")),
            Post("/search", Json, $$"""{"q":"a red bicycle","k":5,"offset":1,"minScore":-0.5,"collection":"{{collection}}","filter":{{Filter}}}"""),
            Get($"/search?q=2+*+a+cat+-+\"b+%2B+c\"+%2B+-0.5+*+d&like={id}&like={collection}/{Example}&examples=true&collection={collection}"),
            Post(
                "/search",
                Json,
                $$"""
                {"q":"a + b","like":["{{Example}}"],"examples":true,"collection":"{{collection}}","terms":[{"text":"a","weight":-0.5},
                {"image":"{{Convert.ToBase64String(Png.Of(9))}}"},{"like":"{{collection}}/{{Example}}","weight":2}]}
                """),
            Post("/search", Json, $$"""{"embedding":"{{Convert.ToBase64String(Vector())}}","collection":"{{collection}}"}"""),
            Post("/search", Json, $$"""{"terms":[{"embedding":[1,2.5,-3e2],"weight":1}],"collection":"{{collection}}"}"""),
            Post($"/search/image?k=3&collection={collection}", "image/png", Png.Of(9)),
            Post($"/search/image?q=a+-+b&like={Example}&collection={collection}", "multipart/form-data; boundary=xyz", ImageForm()),
            Post(images, "multipart/form-data; boundary=xyz", Form()),
            Post($"{images}?originals=none", "multipart/form-data; boundary=\"xyz\"", Form()),
            Post($"{images}?name=a%2Fb.png&caption=a+cat&fields={{\"year\":1990}}", "image/png", Png.Of(9)),
            Post($"{images}/check", Json, $$"""{"ids":["{{id}}","7ed25b66-77c7-8ae1-4e9f-e1247d92e771"]}"""),
            Get($"{images}?limit=5&after={id}&embeddings=true", ("Accept", "application/json;q=0.5, */*;q=0.1")),
            Get($"/collections/{collection}/search?q=a+cat&limit=3"),
            Post(
                "/search/batch",
                Json,
                $$"""{"searches":[{"q":"a + b","k":3,"collection":"{{collection}}"},{"like":["{{Example}}"]},{"q":""}],"order":"asked"}"""),
            new(
                "POST",
                "/mcp",
                [("Content-Type", Json), ("Accept", "application/json, text/event-stream")],
                Encoding.UTF8.GetBytes(
                    $$$"""
                    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_images",
                    "arguments":{"q":"a cat","collection":"{{{collection}}}","k":2} } }
                    """)),
            Get($"{images}/{Example}/metadata", ("If-None-Match", "\"a\", *")),
            new(
                "PATCH",
                $"{images}/{id}/metadata",
                [("Content-Type", "application/merge-patch+json"), ("If-Match", "\"a\"")],
                Encoding.UTF8.GetBytes("""{"caption":"a cat","fields":{"year":1990,"b":null,"c":"d"}}""")),
            Get($"{images}/{id}/thumbnail", ("If-None-Match", "W/\"a\", \"b\""), ("Range", "bytes=1-2,4-5")),
            Post(
                $"/collections/{collection}/names/remove",
                Json,
                """{"names":[{"id":"7ed25b66-77c7-8ae1-4e9f-e1247d92e771","name":"no such name"}]}"""),
            Post($"/collections/{collection}/verify", Json, """{"limit":2}"""),
            new("PUT", $"/collections/{collection}/aliases/{collection}-alias", [("Content-Type", Json)], null),
            new("PUT", $"/collections/{collection}x", [("Content-Type", Json)], Encoding.UTF8.GetBytes("""{"model":"demo"}""")),
            new("DELETE", $"/collections/{collection}x/images/{id}", [("Origin", "http://localhost")], null),
            Post($"/collections/{collection}/import/qdrant", Json, """{"source":"x","after":"1","limit":4}"""),
            Post(
                "/v1/embeddings",
                Json,
                """{"input":["a cat",{"text":"b"},{"image":"data:image/png;base64,iVBORw0="}],"model":"demo","encoding_format":"base64"}"""),
            new("PUT", "/session", [("Content-Type", Json)], Encoding.UTF8.GetBytes("""{"key":"k"}""")),
            Get(
                "/collections",
                ("Authorization", "Bearer abc"),
                ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                ("Origin", "null")),
        ];
    }

    /// <summary>The id of a picture of the gallery.</summary>
    private static Guid Example { get; } = new(SHA256.HashData(Png.Of(0)).AsSpan(0, 16), bigEndian: true);

    private static FuzzDoor Get(string path, params (string, string)[] headers) => new("GET", path, headers, null);

    private static FuzzDoor Post(string path, string type, string body) => Post(path, type, Encoding.UTF8.GetBytes(body));

    private static FuzzDoor Post(string path, string type, byte[] body) => new("POST", path, [("Content-Type", type)], body);

    private static byte[] Form() =>
    [
        .. Part("name=\"metadata\"", """[{"name":"one.png","caption":"a cat","fields":{"year":1990,"b":true}}]"""u8.ToArray()),
        .. Part("name=\"caption\"", "a cat"u8.ToArray()),
        .. Part("name=\"fields\"", """{"year":1990}"""u8.ToArray()),
        .. Part("name=\"file\"; filename=\"a \\\"b\\\".png\"; filename*=UTF-8''%c3%a9.png", Png.Of(7)),
        .. "--xyz--\r\n"u8,
    ];

    private static byte[] ImageForm() =>
    [
        .. Part("name=\"image\"; filename=\"a.png\"", Png.Of(7)),
        .. "--xyz--\r\n"u8,
    ];

    private static byte[] Vector() => [.. Enumerable.Range(0, 512).SelectMany(i => BitConverter.GetBytes((float)i))];

    private static byte[] Part(string disposition, byte[] content) =>
        [.. Encoding.ASCII.GetBytes($"--xyz\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"), .. content, .. "\r\n"u8];
}

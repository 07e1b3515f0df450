namespace Txt2Image.Api.Reference;

/// <summary>Examples in the reference.</summary>
internal static class Examples
{
    public const string Search = """{ "q": "a red bicycle", "k": 5, "collection": "demo" }""";

    public const string SearchInCollection = """{ "q": "a red bicycle", "k": 5 }""";

    public const string Answer =
        """
        {
          "query": "a red bicycle", "collection": "demo", "model": "demo", "version": "3833d6e827e37e761f47e773a3e19eaf",
          "cache": "none", "truncated": false, "unknownWords": [], "k": 1, "offset": 0, "next": null,
          "hits": [{
            "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "score": 0.731, "name": "bicycle.jpg", "names": ["bicycle.jpg"],
            "caption": "a red bicycle beside a tree", "fields": {}, "width": 512, "height": 384,
            "imageUrl": "/collections/demo/images/0f8fad5b-d9cb-469f-a165-70867728950e",
            "thumbnailUrl": "/collections/demo/images/0f8fad5b-d9cb-469f-a165-70867728950e/thumbnail",
            "thumbHash": "1QcSHQRnh493V4dIh4eXh1h4kJUI"
          }],
          "timings": { "total": 4.51, "encode": 3.62, "search": 0.31 }
        }
        """;

    public const string Batch =
        """{ "searches": [{ "q": "a red bicycle", "k": 5 }, { "q": "snow - people", "collection": "holiday" }], "order": "asked" }""";

    public const string BatchLine =
        """
        {"index":1,"problem":{"type":"urn:txt2image:error:NotFound","title":"Not found","status":404,"code":"NotFound","detail":"…","traceId":"1"}}
        """;

    public const string Event =
        """
        event: image
        data: {"id":"0f8fad5b-d9cb-469f-a165-70867728950e","score":0.731,"name":"bicycle.jpg"}

        id: 8b752fa4447e-1291-93c1f20a6d5be847

        """;

    public const string Create = """{ "model": "demo" }""";

    public const string EmbeddingRequest = """{ "input": ["a red bicycle", "data:image/jpeg;base64,/9j/4AAQSkZJRg=="], "model": "demo" }""";

    public const string Embeddings =
        """
        {
          "object": "list", "data": [{ "object": "embedding", "index": 0, "embedding": [0.0123, -0.0456] }], "model": "demo",
          "usage": { "prompt_tokens": 5, "total_tokens": 5 }
        }
        """;

    public const string Session = """{ "key": "one-of-the-keys-of-this-server" }""";

    public const string Check = """{ "ids": ["0f8fad5b-d9cb-469f-a165-70867728950e"] }""";

    public const string Zip = """{ "ids": ["0f8fad5b-d9cb-469f-a165-70867728950e"] }""";

    public const string Facets =
        """
        {
          "collection": "holiday", "version": "8b752fa4447e-1290-1f6a2f5d0b9c4e11", "counted": 240, "sample": false,
          "facets": {
            "taken": { "values": [{ "value": 2025, "count": 130 }, { "value": 2024, "count": 98 }], "others": 0, "missing": 12 },
            "place": { "values": [{ "value": "beach", "count": 41 }], "others": 7, "missing": 192 }
          }
        }
        """;

    public const string Names = """{ "names": [{ "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "name": "cats/tom.jpg" }] }""";

    public const string Images =
        """
        {
          "images": [{
            "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "names": ["cats/tom.jpg"], "caption": "a cat", "fields": { "year": 2026 },
            "width": 512, "height": 384, "mediaType": "image/jpeg", "bytes": 48211,
            "thumbHash": "1QcSHQRnh493V4dIh4eXh1h4kJUI"
          }],
          "next": "0f8fad5b-d9cb-469f-a165-70867728950e"
        }
        """;

    public const string Metadata =
        """
        {
          "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "names": ["cats/tom.jpg"], "caption": "a cat", "fields": { "year": 2026 },
          "width": 512, "height": 384, "mediaType": "image/jpeg", "bytes": 48211,
          "imageUrl": "/collections/cats/images/0f8fad5b-d9cb-469f-a165-70867728950e",
          "thumbnailUrl": "/collections/cats/images/0f8fad5b-d9cb-469f-a165-70867728950e/thumbnail",
          "etag": "\"5f0c9a1b2e7d4c3f8a6b1d0e9c8b7a65\"", "thumbHash": "1QcSHQRnh493V4dIh4eXh1h4kJUI"
        }
        """;

    public const string MetadataPatch = """{ "caption": "a cat on a sofa", "fields": { "year": 2026, "draft": null } }""";

    public const string Verify = """{ "limit": 500, "deep": true }""";

    public const string Verified =
        """
        {
          "points": 1, "stored": 0,
          "findings": [{
            "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "kind": "missingBytes", "names": ["cats/tom.jpg"],
            "detail": "Its bytes are missing. Repairing deletes the point; then add the file again.", "repaired": false
          }],
          "next": null
        }
        """;

    public const string Reindex = """{ "model": "clip-l14", "keepAs": "cats-b32" }""";

    public const string Reindexed =
        """
        {
          "state": "running", "collection": "cats", "model": "clip-l14", "shadow": "cats-reindex-0f8fad5b", "keptAs": "cats-b32",
          "images": 12000, "done": 480, "embedded": 480, "fromPreviews": 0, "note": null, "failures": []
        }
        """;

    public const string ReindexFinished =
        """
        {
          "state": "finished", "collection": "cats", "model": "clip-l14", "shadow": null, "keptAs": "cats-b32",
          "images": 12000, "done": 12000, "embedded": 12000, "fromPreviews": 0, "note": null, "failures": []
        }
        """;

    public const string Import = """{ "source": "image_collection", "after": "1841", "limit": 16 }""";

    public const string Imported =
        """
        {
          "points": [{
            "point": "1842", "name": "tom.jpg", "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "status": "added",
            "imageUrl": "/collections/cats/images/0f8fad5b-d9cb-469f-a165-70867728950e",
            "thumbnailUrl": "/collections/cats/images/0f8fad5b-d9cb-469f-a165-70867728950e/thumbnail"
          }],
          "next": "1842", "version": "3833d6e827e37e761f47e773a3e19eaf"
        }
        """;

    public const string Uploads =
        """
        {
          "images": [
            {
              "name": "cats/tom.jpg", "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "status": "added",
              "imageUrl": "/collections/cats/images/0f8fad5b-d9cb-469f-a165-70867728950e",
              "thumbnailUrl": "/collections/cats/images/0f8fad5b-d9cb-469f-a165-70867728950e/thumbnail"
            },
            {
              "name": "notes.txt", "id": null, "status": "failed",
              "error": { "code": "UnsupportedMediaType", "detail": "This is not an image in a supported format." }
            }
          ],
          "version": "3833d6e827e37e761f47e773a3e19eaf"
        }
        """;
}

namespace Txt2Image.Api.Reference;

/// <summary>The names of operations, from which programs generate the names of functions. A route that is missing here fails the document.</summary>
internal static class OperationIds
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["GET /search"] = "search",
        ["POST /search"] = "searchWithBody",
        ["POST /search/image"] = "searchByImage",
        ["GET /search/image"] = "getBestImage",
        ["POST /search/batch"] = "searchBatch",
        ["GET /search/watch"] = "watchSearch",
        ["GET /collections/{collection}/search"] = "searchCollection",
        ["POST /collections/{collection}/search"] = "searchCollectionWithBody",
        ["GET /collections"] = "listCollections",
        ["PUT /collections/{collection}"] = "createCollection",
        ["GET /collections/{collection}"] = "getCollection",
        ["DELETE /collections/{collection}"] = "deleteCollection",
        ["GET /collections/{collection}/facets"] = "getFacets",
        ["GET /collections/{collection}/history"] = "getHistory",
        ["PUT /collections/{collection}/aliases/{alias}"] = "setAlias",
        ["DELETE /collections/{collection}/aliases/{alias}"] = "removeAlias",
        ["POST /collections/{collection}/names/remove"] = "removeNames",
        ["POST /collections/{collection}/verify"] = "verifyCollection",
        ["POST /collections/{collection}/reindex"] = "reindexCollection",
        ["POST /collections/{collection}/reindex/finish"] = "finishReindex",
        ["GET /collections/{collection}/images"] = "listImages",
        ["POST /collections/{collection}/images"] = "addImages",
        ["POST /collections/{collection}/images/check"] = "findMissingImages",
        ["POST /collections/{collection}/images/zip"] = "getImagesAsZip",
        ["GET /collections/{collection}/images/{id}"] = "getImage",
        ["DELETE /collections/{collection}/images/{id}"] = "deleteImage",
        ["GET /collections/{collection}/images/{id}/thumbnail"] = "getThumbnail",
        ["GET /collections/{collection}/images/{id}/preview"] = "getPreview",
        ["GET /collections/{collection}/images/{id}/metadata"] = "getMetadata",
        ["PATCH /collections/{collection}/images/{id}/metadata"] = "editMetadata",
        ["GET /import/qdrant"] = "listQdrantSources",
        ["POST /collections/{collection}/import/qdrant"] = "importFromQdrant",
        ["POST /v1/embeddings"] = "createEmbeddings",
        ["GET /health"] = "getHealth",
        ["GET /health/live"] = "getLive",
        ["GET /health/ready"] = "getReady",
        ["GET /status"] = "getStatus",
        ["PUT /session"] = "openSession",
        ["DELETE /session"] = "closeSession",
    };

    /// <exception cref="KeyNotFoundException">The operation has no name.</exception>
    public static string Of(HttpMethod method, string path) => Names[$"{method.Method.ToUpperInvariant()} {path}"];
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Txt2Image.Api.Collections;
using Txt2Image.Api.Collections.Faceting;
using Txt2Image.Api.Collections.Reindexing;
using Txt2Image.Api.Collections.Verifying;
using Txt2Image.Api.Demo;
using Txt2Image.Api.Errors;
using Txt2Image.Api.Health;
using Txt2Image.Api.Images;
using Txt2Image.Api.Images.Archiving;
using Txt2Image.Api.Images.Listing;
using Txt2Image.Api.Images.Metadata;
using Txt2Image.Api.Images.Upload;
using Txt2Image.Api.Importing;
using Txt2Image.Api.Mcp;
using Txt2Image.Api.Search;
using Txt2Image.Api.Search.Batching;
using Txt2Image.Api.Search.Watching;
using Txt2Image.Api.Security;

namespace Txt2Image.Api;

/// <summary>All types that are read or written as JSON, serialized without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(CollectionBody))]
[JsonSerializable(typeof(CollectionsBody))]
[JsonSerializable(typeof(CreateBody))]
[JsonSerializable(typeof(NamesBody))]
[JsonSerializable(typeof(RemovedNamesBody))]
[JsonSerializable(typeof(VerifyBody))]
[JsonSerializable(typeof(VerifiedBody))]
[JsonSerializable(typeof(ReindexBody))]
[JsonSerializable(typeof(ReindexedBody))]
[JsonSerializable(typeof(FacetsBody))]
[JsonSerializable(typeof(ImagesBody))]
[JsonSerializable(typeof(ZipBody))]
[JsonSerializable(typeof(MetadataBody))]
[JsonSerializable(typeof(MetadataPatchBody))]
[JsonSerializable(typeof(CheckBody))]
[JsonSerializable(typeof(MissingBody))]
[JsonSerializable(typeof(UploadsBody))]
[JsonSerializable(typeof(SourcesBody))]
[JsonSerializable(typeof(ImportBody))]
[JsonSerializable(typeof(ImportedBody))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(SearchAnswerBody))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(BatchLineBody))]
[JsonSerializable(typeof(WatchingBody))]
[JsonSerializable(typeof(GapBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(LiveBody))]
[JsonSerializable(typeof(ReadyBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(ImageArguments))]
[JsonSerializable(typeof(AddArguments))]
[JsonSerializable(typeof(IDictionary<string, JsonElement>))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(DemoMarker))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(double))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Writes letters unescaped: the output is only ever served as JSON.</summary>
    public static ApiJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The same for lines of a stream: members that are null are left out.</summary>
    public static ApiJson Lines { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    /// <summary>For schemas: numbers are numbers, and no texts.</summary>
    public static ApiJson Strict { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.Strict });
}

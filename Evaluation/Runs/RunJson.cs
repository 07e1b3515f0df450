using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Txt2Image.Evaluation.Metrics;

namespace Txt2Image.Evaluation.Runs;

/// <summary>How the parts of a run are written and read.</summary>
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(RunHeader))]
[JsonSerializable(typeof(QueryResult))]
[JsonSerializable(typeof(SummaryDocument))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>Texts stay readable: the document is no part of a page.</summary>
    public static RunJson Shared { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

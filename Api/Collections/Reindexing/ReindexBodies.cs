using System.ComponentModel;
using System.Text.Json.Serialization;
using Txt2Image.Grains.Abstractions.Reindexing;

namespace Txt2Image.Api.Collections.Reindexing;

/// <summary>With which model to embed a collection again.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReindexBody(
    [property: Description("The model, by name or fingerprint: one that the server runs. Default: the one of new collections.")] string? Model = null,
    [property: Description("The name that the old collection has afterwards. Default: its own name with -old.")] string? KeepAs = null,
    [property: Description("Whether to delete the old collection once the new one is in its place. Default: false.")] bool? DropOld = null);

/// <summary>How far a reindex is.</summary>
internal sealed record ReindexedBody(
    [property: Description(
        "running: send the request again. ready: everything is in the shadow, so finish. behind: too much has changed, so continue and finish again. "
        + "finished: the collection has the new model."), JsonConverter(typeof(ReindexStateJson))] ReindexState State,
    [property: Description("The collection's name.")] string Collection,
    [property: Description("The name of the model that it is embedded with.")] string Model,
    [property: Description("The collection that the embeddings are written to; null when it is in the collection's place.")] string? Shadow,
    [property: Description("The name that the old collection has afterwards; null if it is deleted.")] string? KeptAs,
    [property: Description("How many images the collection has.")] long Images,
    [property: Description("How many of them are done.")] long Done,
    [property: Description("How many were embedded since this run began; others were there from an earlier run.")] long Embedded,
    [property: Description("How many images are embedded from their previews, because their originals are not kept.")] long FromPreviews,
    [property: Description("What the embeddings of previews mean, if there are any.")] string? Note,
    [property: Description("Images that cannot be embedded, at most 100. While there are any, finishing is refused.")]
    IReadOnlyList<ReindexFailureBody> Failures)
{
    private const string PreviewNote =
        "The originals of some images are not kept: they are embedded from their previews, longest side at most 1,440 pixels.";

    public static ReindexedBody Of(ReindexProgress progress) => new(
        progress.State,
        progress.Collection,
        progress.Model,
        progress.Shadow,
        progress.KeptAs,
        progress.Images,
        progress.Done,
        progress.Embedded,
        progress.FromPreviews,
        progress.FromPreviews > 0 ? PreviewNote : null,
        [.. progress.Failures.Select(failure => new ReindexFailureBody(failure.Id, failure.Name, failure.Detail))]);
}

[Description("An image that cannot be embedded.")]
internal sealed record ReindexFailureBody(
    [property: Description("Its id.")] Guid Id,
    [property: Description("One of its names.")] string Name,
    [property: Description("Why.")] string Detail);

/// <summary>Writes states in camel case, like the members of JSON objects.</summary>
internal sealed class ReindexStateJson() : JsonStringEnumConverter<ReindexState>(System.Text.Json.JsonNamingPolicy.CamelCase);

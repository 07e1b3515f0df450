using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Txt2Image.Grains.Abstractions.Reindexing;

/// <summary>
/// Embeds the images of a collection with another model, into a shadow collection, while the collection is searched and written. Its key is the
/// collection's physical id.
/// </summary>
[Alias("txt2image.IReindexGrain")]
public interface IReindexGrain : IGrainWithGuidKey
{
    /// <summary>Begins or continues, for about 5 s. What the shadow has already is not embedded again.</summary>
    /// <exception cref="Txt2ImageException">
    /// InvalidRequest: the model or the name to keep the collection as; Conflict: the collection has this model already, a reindex with another model
    /// is in progress, or the name is taken; NotFound: the collection; Overloaded, Unavailable: call again.
    /// </exception>
    [Alias("Continue"), ResponseTimeout("00:01:00")]
    Task<ReindexProgress> ContinueAsync(ReindexRequest request, CancellationToken cancellationToken);

    /// <summary>Puts the shadow in the collection's place, in one step, if it has all images.</summary>
    /// <returns><see cref="ReindexState.Behind"/> if it has not: then continue, and finish again. Finishing twice changes nothing.</returns>
    /// <exception cref="Txt2ImageException">As above; also Conflict: an image cannot be embedded.</exception>
    [Alias("Finish"), ResponseTimeout("00:01:00")]
    Task<ReindexProgress> FinishAsync(ReindexRequest request, CancellationToken cancellationToken);

    /// <summary>Copies some images to the shadow; what the collection has no more is deleted from it. For the collection's writer.</summary>
    /// <exception cref="Txt2ImageException">Conflict: one of them cannot be embedded; or why a store or a device failed.</exception>
    [Alias("Copy"), ResponseTimeout("00:00:08"), AlwaysInterleave]
    Task CopyAsync(Guid shadow, ImmutableArray<Guid> ids, CancellationToken cancellationToken);
}

/// <summary>With which model to embed a collection again.</summary>
/// <param name="Model">The name or fingerprint of a served model; null for the one of new collections.</param>
/// <param name="KeepAs">The name that the collection has afterwards; null for its own with <c>-old</c>.</param>
/// <param name="DropOld">Whether to delete it then.</param>
[GenerateSerializer, Immutable, Alias("txt2image.ReindexRequest")]
public sealed record ReindexRequest(
    [property: Id(0)] string? Model, [property: Id(1)] string? KeepAs = null, [property: Id(2)] bool DropOld = false);

/// <summary>How far a reindex is.</summary>
[GenerateSerializer]
public enum ReindexState
{
    /// <summary>Not all images are in the shadow: call again.</summary>
    Running,

    /// <summary>All images are in the shadow, except those that cannot be embedded: finish it.</summary>
    Ready,

    /// <summary>The collection has changed too much since: continue, and then finish again.</summary>
    Behind,

    /// <summary>The collection has the new model.</summary>
    Finished,
}

/// <summary>How far a reindex is, and what was found on the way.</summary>
[GenerateSerializer, Immutable, Alias("txt2image.ReindexProgress")]
public sealed record ReindexProgress
{
    /// <summary>How far it is.</summary>
    [Id(0)]
    public required ReindexState State { get; init; }

    /// <summary>The collection's name.</summary>
    [Id(1)]
    public required string Collection { get; init; }

    /// <summary>The name of the model that it is embedded with.</summary>
    [Id(2)]
    public required string Model { get; init; }

    /// <summary>The shadow collection's name; null once it is in the collection's place.</summary>
    [Id(3)]
    public string? Shadow { get; init; }

    /// <summary>The name that the old collection has afterwards; null if it is dropped.</summary>
    [Id(4)]
    public string? KeptAs { get; init; }

    /// <summary>How many images the collection has.</summary>
    [Id(5)]
    public long Images { get; init; }

    /// <summary>How many of them were compared with the shadow, and copied if they were not there.</summary>
    [Id(6)]
    public long Done { get; init; }

    /// <summary>How many were embedded since this run began.</summary>
    [Id(7)]
    public long Embedded { get; init; }

    /// <summary>How many of the images are embedded from their previews, because their originals are not kept.</summary>
    [Id(8)]
    public long FromPreviews { get; init; }

    /// <summary>The images that cannot be embedded, at most 100.</summary>
    [Id(9)]
    public ImmutableArray<ReindexFailure> Failures { get; init; } = [];
}

/// <summary>An image that cannot be embedded.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">One of its names.</param>
/// <param name="Detail">Why.</param>
[GenerateSerializer, Immutable, Alias("txt2image.ReindexFailure")]
public sealed record ReindexFailure([property: Id(0)] Guid Id, [property: Id(1)] string Name, [property: Id(2)] string Detail);

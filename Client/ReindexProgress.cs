namespace Txt2Image.Client;

/// <summary>How far a reindex is.</summary>
public sealed record ReindexProgress : ServerAnswer
{
    /// <summary>
    /// <c>running</c>: call again; <c>ready</c>: finish; <c>behind</c>: too much has changed, continue and finish again; <c>finished</c>: the
    /// collection has the new model.
    /// </summary>
    public string State { get; init; } = "";

    /// <summary>The collection's name.</summary>
    public string Collection { get; init; } = "";

    /// <summary>The name of the model that it is embedded with.</summary>
    public string Model { get; init; } = "";

    /// <summary>The collection that the embeddings are written to; null when it is in the collection's place.</summary>
    public string? Shadow { get; init; }

    /// <summary>The name that the old collection has afterwards; null if it is deleted.</summary>
    public string? KeptAs { get; init; }

    /// <summary>How many images the collection has.</summary>
    public long Images { get; init; }

    /// <summary>How many of them are done.</summary>
    public long Done { get; init; }

    /// <summary>How many were embedded since this run began.</summary>
    public long Embedded { get; init; }

    /// <summary>How many images are embedded from their previews, because their originals are not kept.</summary>
    public long FromPreviews { get; init; }

    /// <summary>Images that cannot be embedded, at most 100. While there are any, finishing is refused.</summary>
    public IReadOnlyList<ReindexFailure> Failures { get; init; } = [];
}

/// <summary>An image that cannot be embedded.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">One of its names.</param>
/// <param name="Detail">Why.</param>
public sealed record ReindexFailure(Guid Id, string Name, string? Detail);

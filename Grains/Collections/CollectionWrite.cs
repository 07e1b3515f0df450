using System.Collections.Immutable;
using Txt2Image.Grains.Abstractions.Collections;

namespace Txt2Image.Grains.Collections;

/// <summary>A write in the queue of a collection's pump.</summary>
internal abstract class CollectionWrite
{
    /// <summary>The id of the call that requested it, also of that call's retries; null if it has none.</summary>
    public Guid? Call { get; set; }

    /// <summary>The name under which its caller found the collection; null if the caller did not say.</summary>
    public string? CollectionName { get; set; }

    /// <summary>How many images it affects.</summary>
    public virtual int Size => 1;

    /// <summary>Completes the write with a failure.</summary>
    public abstract void Fail(Exception failure);

    /// <summary>Images to add or merge.</summary>
    internal sealed class Add(string model, ImmutableArray<NewImage> images) : CollectionWrite
    {
        /// <summary>The fingerprint of the model that embedded them.</summary>
        public string Model { get; } = model;

        public ImmutableArray<NewImage> Images { get; } = images;

        public TaskCompletionSource<ImmutableArray<AddOutcome>> Done { get; } = new();

        public override int Size => Images.Length;

        public override void Fail(Exception failure) => Done.TrySetException(failure);
    }

    /// <summary>Changes an image's caption and fields.</summary>
    internal sealed class Edit(EditImage request) : CollectionWrite
    {
        public EditImage Request { get; } = request;

        public TaskCompletionSource<ListedImage> Done { get; } = new();

        public override void Fail(Exception failure) => Done.TrySetException(failure);
    }

    /// <summary>Images to delete.</summary>
    internal sealed class Delete(ImmutableArray<Guid> ids) : CollectionWrite
    {
        public ImmutableArray<Guid> Ids { get; } = ids;

        public TaskCompletionSource<ImmutableArray<Guid>> Done { get; } = new();

        public override int Size => Ids.Length;

        public override void Fail(Exception failure) => Done.TrySetException(failure);
    }

    /// <summary>Names to remove.</summary>
    internal sealed class RemoveNames(ImmutableArray<ImageName> names) : CollectionWrite
    {
        public ImmutableArray<ImageName> Names { get; } = names;

        public TaskCompletionSource<RemovedNames> Done { get; } = new();

        public override int Size => Names.Length;

        public override void Fail(Exception failure) => Done.TrySetException(failure);
    }

    /// <summary>Images to repair: points without bytes, and bytes without a point, are deleted.</summary>
    internal sealed class Repair(ImmutableArray<Guid> ids) : CollectionWrite
    {
        public ImmutableArray<Guid> Ids { get; } = ids;

        public TaskCompletionSource<ImmutableArray<Guid>> Done { get; } = new();

        public override int Size => Ids.Length;

        public override void Fail(Exception failure) => Done.TrySetException(failure);
    }

    /// <summary>Asks for the changes since a version, after all writes before it.</summary>
    internal sealed class Changes(string? since) : CollectionWrite
    {
        public string? Since { get; } = since;

        public TaskCompletionSource<CollectionChanges> Done { get; } = new();

        public override void Fail(Exception failure) => Done.TrySetException(failure);
    }

    /// <summary>Puts another collection in the place of this one.</summary>
    internal sealed class Replace(ReplaceCollection request) : CollectionWrite
    {
        public ReplaceCollection Request { get; } = request;

        public TaskCompletionSource<bool> Done { get; } = new();

        public override void Fail(Exception failure) => Done.TrySetException(failure);
    }

    /// <summary>Deletes the whole collection.</summary>
    internal sealed class Drop : CollectionWrite
    {
        public TaskCompletionSource<bool> Done { get; } = new();

        public override void Fail(Exception failure) => Done.TrySetException(failure);
    }
}

using Txt2Image.Clip.Models;
using Txt2Image.Grains.Abstractions;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Abstractions.Reindexing;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Reindexing;

/// <summary>What a reindex leads to.</summary>
/// <param name="Model">The model that embeds the images.</param>
/// <param name="KeepAs">The name that the collection has afterwards.</param>
internal sealed record ReindexTarget(ClipModel Model, string KeepAs)
{
    private const string Suffix = "-old";

    /// <summary>
    /// The name of a collection's shadow. It contains a part of the physical id, so nobody gives it to another collection by chance, and the shadow
    /// is found again after an interruption.
    /// </summary>
    public static string ShadowOf(Collection collection)
    {
        var ending = $"-reindex-{collection.Id.ToString("N")[..8]}";
        var longest = CollectionName.MaxLength - ending.Length;
        return (collection.Name.Length <= longest ? collection.Name : collection.Name[..longest]) + ending;
    }

    /// <summary>The name that a collection has after it was replaced.</summary>
    /// <exception cref="Txt2ImageException">InvalidRequest: it is not valid, or the collection has it now.</exception>
    public static string KeepAsOf(string collection, ReindexRequest request)
    {
        var name = request.KeepAs ?? collection + Suffix;
        if (!CollectionName.IsValid(name))
        {
            throw new Txt2ImageException(
                ErrorCode.InvalidRequest,
                $"The old collection cannot be kept as '{name}': a name must be {CollectionName.Rule}. Give another with keepAs.");
        }

        return name != collection
            ? name
            : throw new Txt2ImageException(
                ErrorCode.InvalidRequest, $"The old collection cannot be kept as '{name}', because the new one gets this name. Give another one.");
    }
}

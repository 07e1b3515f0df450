using Orleans.Placement;
using Orleans.Runtime.Placement;
using Txt2Image.Grains.Abstractions;

namespace Txt2Image.Grains.Encoding;

/// <summary>Places a grain on the silo in its key, which owns the device.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PinnedAttribute() : PlacementAttribute(new PinnedPlacement());

/// <summary>See <see cref="PinnedAttribute"/>.</summary>
[Serializable]
internal sealed class PinnedPlacement : PlacementStrategy;

/// <summary>See <see cref="PinnedAttribute"/>.</summary>
internal sealed class PinnedDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var key = EncoderKey.Parse(target.GrainIdentity.Key.ToString()!);
        var silo = SiloAddress.FromParsableString(key.Silo);

        // A SiloUnavailableException would be retried for 400 ms before it reaches the caller; this type arrives immediately, and the caller tries
        // another device.
        return context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo)
            : throw new Txt2ImageException(ErrorCode.Unavailable, "The silo with that device has left the cluster. Try again.");
    }
}

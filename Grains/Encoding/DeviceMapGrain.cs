using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Txt2Image.Grains.Abstractions.Encoding;

namespace Txt2Image.Grains.Encoding;

/// <summary>Reads the devices of active silos from their metadata. It runs on its caller's silo.</summary>
[StatelessWorker(1)]
internal sealed class DeviceMapGrain(IClusterMembershipService members, ISiloMetadataCache metadata) : Grain, IDeviceMapGrain
{
    /// <summary>The key of the silo metadata that contains <see cref="LocalDevices.Announce"/>.</summary>
    public const string MetadataKey = "txt2image.devices";

    public ValueTask<ImmutableArray<DeviceSlot>> GetAsync() => new([
        .. from member in members.CurrentSnapshot.Members.Values
           where member.Status == SiloStatus.Active
           let devices = metadata.GetSiloMetadata(member.SiloAddress).Metadata.GetValueOrDefault(MetadataKey, "")
           from pair in devices.Split(',', StringSplitOptions.RemoveEmptyEntries)
           let slash = pair.LastIndexOf('/')
           select new DeviceSlot(member.SiloAddress.ToParsableString(), pair[..slash], pair[(slash + 1)..]),
    ]);
}

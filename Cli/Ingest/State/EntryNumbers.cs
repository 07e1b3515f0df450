using System.Runtime.InteropServices;
using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.State;

/// <summary>
/// Tells several entries of one name in an archive apart, by their order. Files on disk are not counted: a list may name the same file twice.
/// </summary>
internal sealed class EntryNumbers
{
    private readonly Dictionary<UInt128, int> _counts = [];

    public ImageFile Number(ImageFile image)
    {
        if (image is DiskFile)
        {
            return image;
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, NameHash.Of(image.Name), out _);
        return count++ == 0 ? image : image with { Entry = count - 1 };
    }
}

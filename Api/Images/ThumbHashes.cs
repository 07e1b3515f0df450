using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Txt2Image.Api.Images;

/// <summary>Blurred pictures as a client sees them.</summary>
internal static class ThumbHashes
{
    public const string Description =
        "The ThumbHash of the picture in base64: a blurred one, to show until the thumbnail has loaded. Images of earlier versions lack it.";

    /// <summary>The bytes; null if there are none.</summary>
    public static byte[]? Of(ImmutableArray<byte> hash) => hash.IsDefaultOrEmpty ? null : ImmutableCollectionsMarshal.AsArray(hash);
}

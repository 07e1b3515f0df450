namespace Txt2Image.Grains.Collections;

/// <summary>
/// The id of a call that writes. All its attempts carry the same one, so a collection's grain can tell a retry from another call.
/// </summary>
internal static class WriteCall
{
    private const string Key = "txt2image.write";

    /// <summary>The id of the call in progress; null if it has none.</summary>
    public static Guid? Current => RequestContext.Get(Key) as Guid?;

    /// <summary>Gives the calls that the current async method makes from now on an id. It does not affect the method's caller.</summary>
    public static void Begin() => RequestContext.Set(Key, Guid.NewGuid());
}

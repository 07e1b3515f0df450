namespace Txt2Image.Grains.Collections;

/// <summary>
/// What a call that writes carries besides its arguments. Its id: all its attempts have the same one, so a collection's grain can tell a retry from
/// another call. And the name under which the collection was found, which another collection may have by the time the call arrives.
/// </summary>
internal static class WriteCall
{
    private const string Key = "txt2image.write";
    private const string NameKey = "txt2image.collection";

    /// <summary>The id of the call in progress; null if it has none.</summary>
    public static Guid? Current => RequestContext.Get(Key) as Guid?;

    /// <summary>The name under which the caller found the collection; null if it did not say.</summary>
    public static string? Collection => RequestContext.Get(NameKey) as string;

    /// <summary>Marks the calls that the current async method makes from now on. It does not affect the method's caller.</summary>
    public static void Begin(string collection)
    {
        RequestContext.Set(Key, Guid.NewGuid());
        RequestContext.Set(NameKey, collection);
    }
}

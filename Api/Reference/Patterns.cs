namespace Txt2Image.Api.Reference;

/// <summary>Regular expressions (ECMA-262) of texts that the server accepts.</summary>
internal static class Patterns
{
    /// <summary>The name of a collection, or an alias.</summary>
    public const string CollectionName = "^[a-z0-9][a-z0-9_-]{0,63}$";

    /// <summary>An image to search with: its id, or COLLECTION/ID.</summary>
    public const string Example = "^([a-z0-9][a-z0-9_-]{0,63}/)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";
}

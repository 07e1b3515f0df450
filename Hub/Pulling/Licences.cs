using Txt2Image.Hub.Catalogue;

namespace Txt2Image.Hub.Pulling;

/// <summary>Licences as hubs name them.</summary>
internal static class Licences
{
    /// <summary>Parts of the identifiers of licences that allow research or private use only.</summary>
    private static readonly string[] Restricted = ["-nc", "research", "non-commercial", "noncommercial", "apple-amlr"];

    /// <summary>A licence by its identifier, such as <c>apache-2.0</c> or <c>cc-by-nc-4.0</c>.</summary>
    public static ModelLicence? Of(string? identifier) => identifier is null
        ? null
        : new(identifier, ResearchOnly: Restricted.Any(part => identifier.Contains(part, StringComparison.OrdinalIgnoreCase)));
}

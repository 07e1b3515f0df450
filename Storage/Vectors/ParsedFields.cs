using System.Collections.Frozen;

namespace Txt2Image.Storage.Vectors;

/// <summary>Fields that came with an image, read once: their values, or why they are refused.</summary>
/// <param name="Values">The values by name.</param>
/// <param name="Fault">What is wrong with them; null if nothing is.</param>
public sealed record ParsedFields(IReadOnlyDictionary<string, FieldValue> Values, string? Fault = null)
{
    /// <summary>Fields that cannot be taken.</summary>
    internal static ParsedFields Refused(string fault) => new(FrozenDictionary<string, FieldValue>.Empty, fault);
}

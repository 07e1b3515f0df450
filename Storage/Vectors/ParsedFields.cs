using System.Collections.Frozen;

namespace Txt2Image.Storage.Vectors;

/// <summary>The fields of an image, parsed once: their values, or why they are rejected.</summary>
/// <param name="Values">The values by name.</param>
/// <param name="Fault">What is wrong with them; null if they are valid.</param>
public sealed record ParsedFields(IReadOnlyDictionary<string, FieldValue> Values, string? Fault = null)
{
    /// <summary>Creates the result for fields that are rejected.</summary>
    internal static ParsedFields Refused(string fault) => new(FrozenDictionary<string, FieldValue>.Empty, fault);
}

using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Reindexing;

/// <summary>Compares what is stored with two points.</summary>
internal static class Payloads
{
    public static bool AreEqual(Payload one, Payload other) =>
        one.Names.SequenceEqual(other.Names, StringComparer.Ordinal) && one.Caption == other.Caption && AreEqual(one.Fields, other.Fields)
        && (one.Width, one.Height, one.MediaType, one.Bytes) == (other.Width, other.Height, other.MediaType, other.Bytes);

    private static bool AreEqual(IReadOnlyDictionary<string, FieldValue>? one, IReadOnlyDictionary<string, FieldValue>? other) =>
        (one?.Count ?? 0) == (other?.Count ?? 0)
        && (one is null || one.All(field => other!.TryGetValue(field.Key, out var value) && value == field.Value));
}

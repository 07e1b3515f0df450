using System.Text.Json;

namespace Txt2Image.Graphs.Safetensors;

/// <summary>
/// Reads the header of a safetensors file, which is hostile input: JSON in which each tensor has a type, a shape and the range of its bytes. The
/// ranges must cover the rest of the file, without holes or overlaps.
/// </summary>
internal static class SafetensorsHeader
{
    /// <summary>Real headers have some hundred kilobytes.</summary>
    public const int MaxBytes = 16 << 20;

    private const string Metadata = "__metadata__";

    /// <param name="json">The header.</param>
    /// <param name="dataLength">The bytes of the file behind it.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="ConversionException">The header is damaged.</exception>
    public static IReadOnlyList<TensorEntry> Parse(ReadOnlyMemory<byte> json, long dataLength, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 8 });
            var entries = Entries(document.RootElement);
            CheckRanges(entries, dataLength);
            return entries;
        }
        catch (Exception exception) when (exception is JsonException or HeaderException or InvalidOperationException)
        {
            // Text that is not UTF-8 is an invalid operation to JsonElement.
            throw new ConversionException($"{path}: the header of the safetensors file is damaged: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static List<TensorEntry> Entries(JsonElement root)
    {
        Require(root, JsonValueKind.Object, "the header");
        List<TensorEntry> entries = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            if (!names.Add(member.Name))
            {
                throw new HeaderException($"the name {member.Name} occurs twice");
            }

            if (member.NameEquals(Metadata))
            {
                Require(member.Value, JsonValueKind.Object, Metadata);
                continue;
            }

            entries.Add(Entry(member.Name, member.Value));
        }

        return entries;
    }

    private static TensorEntry Entry(string name, JsonElement value)
    {
        Require(value, JsonValueKind.Object, name);
        var type = Member(name, value, "dtype", JsonValueKind.String).GetString()!;
        var size = ElementType.Size(type) ?? throw new HeaderException($"{name} has the type {type}, which is not known");
        long[] shape = [.. Member(name, value, "shape", JsonValueKind.Array).EnumerateArray().Select(length => Number(name, length))];
        long[] offsets = [.. Member(name, value, "data_offsets", JsonValueKind.Array).EnumerateArray().Select(offset => Number(name, offset))];
        if (offsets is not [var begin, var end] || begin > end)
        {
            throw new HeaderException($"the offsets of {name} are no range");
        }

        return end - begin == Bytes(name, shape, size)
            ? new(name, type, shape, begin, end)
            : throw new HeaderException($"{name} has {end - begin} bytes, which is not what {type} [{string.Join(", ", shape)}] needs");
    }

    private static long Bytes(string name, long[] shape, int size)
    {
        // A length of 0 makes a tensor empty, whatever the others are.
        if (shape.Contains(0))
        {
            return 0;
        }

        var bytes = (Int128)size;
        foreach (var length in shape)
        {
            bytes *= length;
            if (bytes > long.MaxValue)
            {
                throw new HeaderException($"the shape of {name} is too large");
            }
        }

        return (long)bytes;
    }

    private static void CheckRanges(List<TensorEntry> entries, long dataLength)
    {
        var end = 0L;
        var before = "the header";
        foreach (var entry in entries.OrderBy(static entry => entry.Begin).ThenBy(static entry => entry.End))
        {
            if (entry.Begin != end)
            {
                var how = entry.Begin < end ? "overlap" : "do not follow";
                throw new HeaderException($"the bytes of {entry.Name} {how} those of {before}");
            }

            (end, before) = (entry.End, entry.Name);
        }

        if (end != dataLength)
        {
            throw new HeaderException($"its tensors have {end} bytes, but the file has {dataLength} behind the header; it may be cut off");
        }
    }

    private static JsonElement Member(string name, JsonElement value, string key, JsonValueKind kind)
    {
        JsonElement? found = null;
        foreach (var member in value.EnumerateObject().Where(member => member.NameEquals(key)))
        {
            found = found is null ? member.Value : throw new HeaderException($"{name} has {key} twice");
        }

        var element = found ?? throw new HeaderException($"{name} has no {key}");
        Require(element, kind, $"{key} of {name}");
        return element;
    }

    private static long Number(string name, JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) && value >= 0
            ? value
            : throw new HeaderException($"{name} has a length or an offset that is no number from 0 on");

    private static void Require(JsonElement element, JsonValueKind kind, string what)
    {
        if (element.ValueKind != kind)
        {
            throw new HeaderException($"{what} must be {kind}, but is {element.ValueKind}");
        }
    }

    private sealed class HeaderException(string message) : Exception(message);
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Txt2Image.Graphs.Tests.Support;

/// <summary>Writes safetensors files.</summary>
internal static class SafetensorsBuilder
{
    public static byte[] File(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. data];
    }

    public static byte[] File(IEnumerable<(string Name, long[] Shape, float[] Values)> tensors, string type = "F32")
    {
        Dictionary<string, object> header = new(StringComparer.Ordinal) { ["__metadata__"] = new { format = "pt" } };
        List<byte> data = [];
        foreach (var (name, shape, values) in tensors)
        {
            var bytes = Bytes(values, type);
            header.Add(name, new { dtype = type, shape, data_offsets = new[] { data.Count, data.Count + bytes.Length } });
            data.AddRange(bytes);
        }

        return File(JsonSerializer.Serialize(header), [.. data]);
    }

    private static byte[] Bytes(float[] values, string type) => type switch
    {
        "F16" => MemoryMarshal.AsBytes(Array.ConvertAll(values, static value => (Half)value).AsSpan()).ToArray(),
        "BF16" => MemoryMarshal.AsBytes(
            Array.ConvertAll(values, static value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)).AsSpan()).ToArray(),
        "I64" => MemoryMarshal.AsBytes(Array.ConvertAll(values, static value => (long)value).AsSpan()).ToArray(),
        _ => MemoryMarshal.AsBytes(values.AsSpan()).ToArray(),
    };
}

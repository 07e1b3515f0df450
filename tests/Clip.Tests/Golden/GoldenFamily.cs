using System.Collections.Immutable;
using System.Text.Json;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>A text with the ids that the reference library gives it.</summary>
/// <param name="Ids">The ids by the name of their member.</param>
/// <param name="Length">The length without padding, if the ids are padded.</param>
internal sealed record GoldenText(int Index, string Text, IReadOnlyDictionary<string, ImmutableArray<int>> Ids, int? Length, bool Truncated)
{
    /// <summary>The ids of the first of these names that the row has: rows leave out what equals the ordinary ids.</summary>
    public ImmutableArray<int> Of(params string[] names) => Ids[names.Append("input_ids").First(Ids.ContainsKey)];
}

/// <summary>What the reference library gives for 72 texts and 20 images, with a model of the shared data.</summary>
internal sealed class GoldenFamily
{
    private readonly string _folder;

    private GoldenFamily(string folder)
    {
        _folder = folder;
        Texts = [.. File.ReadLines(Path.Combine(folder, "golden.jsonl")).Select(Row)];
        Assert.Equal(72, Texts.Count);
    }

    public IReadOnlyList<GoldenText> Texts { get; }

    /// <summary>The tiles, before normalisation.</summary>
    public byte[][] Tiles => NumpyFile.Read(Path.Combine(_folder, "tiles.npz"), "tiles").Parts();

    /// <summary>The first tile, as it is fed.</summary>
    public float[] FirstPixels => NumpyFile.Read(Path.Combine(_folder, "tiles.npz"), "pixel_values_0") is { Bytes: var bytes }
        ? System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray()
        : [];

    public static GoldenFamily Read(string family) => new(SharedData.Require(["models-golden", .. family.Split('/')]));

    /// <summary>Embeddings by the name of their file, not normalised.</summary>
    public float[][] Embeddings(string name) => NumpyFile.Read(Path.Combine(_folder, name + ".npy")).Rows();

    /// <summary>
    /// The images. Where a decoder could matter (JPEG), or Pillow reads a file as no viewer does (16-bit grey), it is the decoded picture.
    /// </summary>
    public static IReadOnlyList<(string Name, byte[] File)> Images(bool decoded = true)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("models-golden", "images", "index.json")));
        return [.. index.RootElement.GetProperty("images").EnumerateArray().Select(image =>
        {
            var name = image.GetProperty("name").GetString()!;
            var file = decoded && image.TryGetProperty("rgb_png", out var rgb) ? rgb.GetString()! : name;
            return (name, File.ReadAllBytes(SharedData.Require(["models-golden", "images", .. file.Split('/')])));
        })];
    }

    private static GoldenText Row(string line)
    {
        using var row = JsonDocument.Parse(line);
        var ids = row.RootElement.EnumerateObject().Where(static member => member.Name.StartsWith("input_ids", StringComparison.Ordinal))
            .ToDictionary(
                static member => member.Name,
                static member => member.Value.EnumerateArray().Select(static id => id.GetInt32()).ToImmutableArray(),
                StringComparer.Ordinal);
        return new(
            row.RootElement.GetProperty("i").GetInt32(),
            row.RootElement.GetProperty("text").GetString()!,
            ids,
            row.RootElement.TryGetProperty("tokens", out var tokens) ? tokens.GetInt32() : null,
            row.RootElement.GetProperty("truncated").GetBoolean());
    }
}

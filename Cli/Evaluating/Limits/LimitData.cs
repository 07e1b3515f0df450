using System.Text.Json;

namespace Txt2Image.Cli.Evaluating.Limits;

/// <summary>The pairs of <c>samples/limits</c>. They are part of this program, so that it has them wherever it is installed.</summary>
internal static class LimitData
{
    private const string Prefix = "limits/";

    public static IReadOnlyList<LimitPair> ReadPairs()
    {
        using var reader = new StreamReader(Open("limits.jsonl"));
        List<LimitPair> pairs = [];
        while (reader.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            string Text(string name) => row.RootElement.GetProperty(name).GetString()!;
            pairs.Add(new LimitPair(
                pairs.Count, Text("category"), new LimitSide(Text("a_file"), Text("a_caption")), new LimitSide(Text("b_file"), Text("b_caption"))));
        }

        return pairs;
    }

    /// <summary>The bytes of a picture: a WebP file.</summary>
    public static byte[] ReadPicture(string file)
    {
        using var picture = Open(file);
        var bytes = new byte[picture.Length];
        picture.ReadExactly(bytes);
        return bytes;
    }

    private static Stream Open(string file) => typeof(LimitData).Assembly.GetManifestResourceStream(Prefix + file)
        ?? throw new InvalidOperationException($"{file} is not part of the program.");
}

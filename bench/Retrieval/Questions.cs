using System.Text.Json;
using Txt2Image.Api.Demo;
using Txt2Image.Bench.Product;
using Txt2Image.Hosting;

namespace Txt2Image.Bench.Retrieval;

/// <summary>A question, and the pictures of the gallery that are correct answers.</summary>
/// <param name="Text">The question.</param>
/// <param name="Form">What kind of question it is.</param>
/// <param name="Relevant">Names of pictures.</param>
internal sealed record Question(string Text, string? Form, IReadOnlyList<string> Relevant);

/// <summary>A picture's own caption.</summary>
internal sealed record Caption(string File, string Text, string Split);

/// <summary>Two scenes that differ in one swap, each with its picture and caption.</summary>
internal sealed record MirroredPair(string Kind, string ACaption, string AFile, string BCaption, string BFile);

/// <summary>The questions that come with the program.</summary>
internal static class Questions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<Question> Free() => Read<Question>("free.jsonl");

    public static IReadOnlyList<Question> Short() => Read<Question>("short.jsonl");

    public static IReadOnlyList<MirroredPair> Pairs() => Read<MirroredPair>("pairs.jsonl");

    /// <summary>The full captions of the gallery.</summary>
    public static IReadOnlyList<Caption> Captions()
    {
        var file = Existing(Path.Combine(Folders.Shipped("samples"), Samples.List));
        using var reader = new StreamReader(file);
        var rows = CsvReader.Read(reader).ToList();
        var (name, caption, split) = (Array.IndexOf(rows[0], "file"), Array.IndexOf(rows[0], "caption"), Array.IndexOf(rows[0], "split"));
        return [.. rows.Skip(1).Select(row => new Caption(row[name], row[caption], row[split]))];
    }

    /// <summary>The path of a file in the folder of questions.</summary>
    public static string PathOf(string file) => Existing(Path.Combine(AppContext.BaseDirectory, "data", file));

    /// <summary>The path of a picture of the gallery.</summary>
    public static string GalleryPathOf(string file) => Existing(Path.Combine(Folders.Shipped("samples"), file));

    private static List<T> Read<T>(string file) => [.. File.ReadLines(PathOf(file)).Select(line => JsonSerializer.Deserialize<T>(line, Json)!)];

    private static string Existing(string file) =>
        File.Exists(file) ? file : throw new BenchException($"{file} is missing: training/README.md explains how to make it.");
}

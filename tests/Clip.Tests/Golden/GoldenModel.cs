using System.Collections.Immutable;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;

namespace Txt2Image.Clip.Tests.Golden;

/// <summary>A model of the shared data as a user would have it: a folder in one of the layouts, and the choices.</summary>
/// <param name="Family">The folder with the reference's answers.</param>
/// <param name="Parts">
/// What the model's folder consists of: its path in the shared data, and its path in the folder. One part that is the whole folder is not copied.
/// </param>
internal sealed record GoldenModel(string Family, params (string From, string To)[] Parts) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ModelCleaning Cleaning { get; init; }

    public ModelVariant Variant { get; init; }

    public string Template { get; init; } = "";

    /// <summary>The members of the reference's rows that have the ids, where they differ from <c>input_ids</c>.</summary>
    public string[] Ids { get; init; } = [];

    /// <summary>The content of <c>txt2image.json</c>, if there is one.</summary>
    public string? Own { get; init; }

    /// <summary>Another family whose ids these are.</summary>
    public string? IdsOf { get; init; }

    /// <summary>The file with the texts' embeddings.</summary>
    public string TextEmbeddings { get; init; } = "text_embeds";

    public string ImageEmbeddings { get; init; } = "image_embeds";

    public GoldenFamily Golden => GoldenFamily.Read(Family);

    public ClipModel Load() => ClipModel.Load(new ModelOptions { Folder = Folder(), Cleaning = Cleaning, Variant = Variant, Template = Template });

    public OnnxTowers LoadTowers() => OnnxTowers.Load(Load(), DeviceName.Cpu, new() { IntraOpThreads = 1 });

    public void Dispose() => _folder.Dispose();

    /// <summary>The model's folder.</summary>
    public string Folder()
    {
        if (Parts is [(var whole, "")])
        {
            return Shared(whole);
        }

        foreach (var (from, to) in Parts)
        {
            Copy(Shared(from), Path.Combine(_folder.Path, to));
        }

        if (Own is not null)
        {
            File.WriteAllText(Path.Combine(_folder.Path, "txt2image.json"), Own);
        }

        return _folder.Path;
    }

    /// <summary>The ids that are expected, without padding unless the model pads.</summary>
    public ImmutableArray<int> Expected(GoldenText row, bool padded)
    {
        var ids = row.Of(Ids);
        return padded || Ids.Any(row.Ids.ContainsKey) ? ids : ids[..(row.Length ?? ids.Length)];
    }

    private static string Shared(string path) => SharedData.Require(["models-golden", .. path.Split('/')]);

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to, overwrite: true);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var entry in Directory.EnumerateFileSystemEntries(from))
        {
            Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
        }
    }
}

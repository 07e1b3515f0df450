using Google.Protobuf;
using Txt2Image.Clip;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Onnx;
using Txt2Image.Clip.Tests.Support;
using Txt2Image.Onnx;

namespace Txt2Image.Clip.Tests.Onnx;

/// <summary>A graph of both towers is cut apart; weights may be in a file of their own, and files may be links, as in a Hugging Face cache.</summary>
public class OneGraphTests
{
    private static readonly ReadOnlyMemory<int> Text = new[] { 514, 513, 33, 515 };
    private static readonly ReadOnlyMemory<byte> Tile =
        Enumerable.Range(0, TinyTowers.Size * TinyTowers.Size * 3).Select(static i => (byte)i).ToArray();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Load_GraphOfBothTowers_GivesTheirEmbeddings(bool movesWeights, bool links)
    {
        using var folder = new ModelFolder(TinyTowers.Text with { Mask = true });
        var expected = Embed(folder.Load());
        OneGraph.Join(folder);
        using var cache = new TemporaryFolder();
        if (movesWeights)
        {
            OneGraph.MoveWeights(folder.File("model.onnx"));
        }

        AssertEqual(expected, Embed(links ? ClipModel.Load(Linked(folder.Path, cache)) : folder.Load()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_WeightsBesideTheGraphs_GivesTheirEmbeddings(bool links)
    {
        using var folder = new ModelFolder();
        var expected = Embed(folder.Load());
        OneGraph.MoveWeights(folder.File("onnx/text_model.onnx"));
        OneGraph.MoveWeights(folder.File("onnx/vision_model.onnx"));
        using var cache = new TemporaryFolder();
        AssertEqual(expected, Embed(links ? ClipModel.Load(Linked(folder.Path, cache)) : folder.Load()));
    }

    [Fact]
    public void To_AnOutput_LeavesOutWhatItDoesNotNeed()
    {
        using var folder = new ModelFolder();
        OneGraph.Join(folder);
        var cut = ModelProto.Parser.ParseFrom(GraphBytes.Whole(GraphCut.To(OnnxFile.Read(folder.File("model.onnx")), "image_embeds"))).Graph;
        Assert.Equal(["pixel_values"], cut.Input.Select(static port => port.Name));
        Assert.Equal(["image_embeds"], cut.Output.Select(static port => port.Name));
        Assert.Equal(["v_matrix"], cut.Initializer.Select(static weight => weight.Name));
        Assert.DoesNotContain(cut.Node, static node => node.Output.Any(static name => name.StartsWith("t_", StringComparison.Ordinal)));
    }

    /// <summary>The branches of an If see the values around them.</summary>
    [Fact]
    public void To_AnOutputOfABranch_KeepsWhatTheBranchReads()
    {
        var branch = new GraphProto { Name = "then", Node = { new NodeProto { OpType = "Identity", Input = { "outer" }, Output = { "inner" } } } };
        branch.Output.Add(new ValueInfoProto { Name = "inner" });
        var choice = new NodeProto { OpType = "If", Input = { "condition" }, Output = { "text_embeds" } };
        choice.Attribute.Add(new AttributeProto { Name = "then_branch", G = branch, Type = 5 });
        var model = new ModelProto { IrVersion = 8, Graph = new() { Node = { choice } } };
        model.Graph.Output.Add(new ValueInfoProto { Name = "text_embeds" });
        model.Graph.Node.Insert(0, new NodeProto { OpType = "Neg", Input = { "weight" }, Output = { "outer" } });
        model.Graph.Node.Insert(0, new NodeProto { OpType = "Neg", Input = { "other" }, Output = { "unused" } });
        model.Graph.Initializer.Add(new TensorProto { Name = "weight", DataType = 1, Dims = { 1 }, RawData = ByteString.CopyFrom(0, 0, 0, 0) });
        model.Graph.Initializer.Add(new TensorProto { Name = "other", DataType = 1, Dims = { 1 }, RawData = ByteString.CopyFrom(0, 0, 0, 0) });
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["model.onnx"], model.ToByteArray());
        var cut = ModelProto.Parser.ParseFrom(GraphBytes.Whole(GraphCut.To(OnnxFile.Read(folder["model.onnx"]), "text_embeds"))).Graph;
        Assert.Equal(["outer", "text_embeds"], cut.Node.Select(static node => node.Output[0]));
        Assert.Equal(["weight"], cut.Initializer.Select(static weight => weight.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no graph at all")]
    public void Read_FileThatIsNoGraph_NamesIt(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["model.onnx"], content);
        var read = () => GraphBytes.Whole(GraphCut.To(OnnxFile.Read(folder["model.onnx"]), "text_embeds"));
        Assert.Contains("model.onnx", Assert.Throws<ModelException>(read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void To_WeightsOutsideOfTheFolder_AreRejected()
    {
        using var folder = new ModelFolder();
        OneGraph.Join(folder);
        OneGraph.MoveWeights(folder.File("model.onnx"));
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder.File("model.onnx")));
        foreach (var entry in model.Graph.Initializer.SelectMany(static weight => weight.ExternalData).Where(static entry => entry.Key == "location"))
        {
            entry.Value = "../elsewhere";
        }

        File.WriteAllBytes(folder.File("model.onnx"), model.ToByteArray());
        Assert.Contains("../elsewhere", Assert.Throws<ModelException>(() => folder.LoadTowers()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TruncatedGraph_NamesIt()
    {
        using var folder = new ModelFolder();
        var path = folder.File("onnx/text_model.onnx");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^10]);
        Assert.Contains("text_model.onnx", Assert.Throws<ModelException>(() => OnnxFile.Read(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>A copy of a folder whose files are links to blobs, as Hugging Face's client keeps them.</summary>
    private static string Linked(string folder, TemporaryFolder cache)
    {
        var repository = Directory.CreateDirectory(cache["models--org--tiny"]).FullName;
        var snapshot = Directory.CreateDirectory(Path.Combine(repository, "snapshots", "0123abc")).FullName;
        var blobs = Directory.CreateDirectory(Path.Combine(repository, "blobs")).FullName;
        foreach (var (i, file) in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Index())
        {
            var blob = Path.Combine(blobs, $"blob{i}");
            File.Copy(file, blob);
            var link = Path.Combine(snapshot, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, Path.GetRelativePath(Path.GetDirectoryName(link)!, blob));
        }

        return repository;
    }

    private static (float[] Text, float[] Image) Embed(ClipModel model)
    {
        using var towers = OnnxTowers.Load(model, DeviceName.Cpu, new() { IntraOpThreads = 1 });
        return (towers.EncodeTexts([Text])[0], towers.EncodeImages([Tile])[0]);
    }

    private static void AssertEqual((float[] Text, float[] Image) expected, (float[] Text, float[] Image) actual)
    {
        Assert.Equal(expected.Text, actual.Text);
        Assert.Equal(expected.Image, actual.Image);
    }
}

using Txt2Image.Clip;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Inference;

/// <summary>An unsuitable graph is rejected with a message that names the file and the mismatch.</summary>
public class GraphErrorsTests
{
    private static readonly Dictionary<string, (TowerShape Text, TowerShape Vision, string[] Says)> Cases = new(StringComparer.Ordinal)
    {
        ["text input name"] = (TinyTowers.Text with { Input = "words" }, TinyTowers.Vision, ["text_model.onnx", "input_ids", "words"]),
        ["vision input name"] = (TinyTowers.Text, TinyTowers.Vision with { Input = "photo" }, ["vision_model.onnx", "pixel_values", "photo"]),
        ["other input"] =
            (TinyTowers.Text with { OtherInput = "position_ids" }, TinyTowers.Vision, ["text_model.onnx", "position_ids", "not supported"]),
        ["ids of floats"] = (TinyTowers.Text with { InputType = OnnxGraph.Float, Mask = true }, TinyTowers.Vision, ["text_model.onnx", "input_ids"]),
        ["pixels of numbers"] =
            (TinyTowers.Text, TinyTowers.Vision with { InputType = OnnxGraph.Int32 }, ["vision_model.onnx", "Int32", "Float16, UInt8"]),
        ["planes of bytes"] =
            (TinyTowers.Text, TinyTowers.Vision with { InputType = OnnxGraph.UInt8 }, ["vision_model.onnx", "pixel_values", "dimension 1 is 3"]),
        ["embedding of ints"] =
            (TinyTowers.Text with { OutputType = OnnxGraph.Int32 }, TinyTowers.Vision, ["text_model.onnx", "text_embeds", "Int32"]),
        ["unprojected text"] =
            (TinyTowers.Text with { Output = "pooler_output" }, TinyTowers.Vision, ["text_model.onnx", "text_embeds", "pooler_output"]),
        ["unprojected image"] =
            (TinyTowers.Text, TinyTowers.Vision with { Output = "last_hidden_state" }, ["vision_model.onnx", "image_embeds", "last_hidden_state"]),
        ["declared dimension"] =
            (TinyTowers.Text with { Dimension = 5, DeclaredDimension = 5 }, TinyTowers.Vision, ["text_model.onnx", "5", "projection_dim 8"]),
        ["inferred dimension"] =
            (TinyTowers.Text, TinyTowers.Vision with { Dimension = 9, DeclaredDimension = null }, ["vision_model.onnx", "9", "projection_dim 8"]),
        ["undeclared dimension"] =
            (TinyTowers.Text, TinyTowers.Vision with { Dimension = 9, DeclaredDimension = null, Opaque = true },
                ["vision_model.onnx", "[1, 9]", "[1, 8]"]),
        ["fixed length"] = (TinyTowers.Text with { Length = 77 }, TinyTowers.Vision, ["text_model.onnx", "77", "12"]),
        ["fixed size"] = (TinyTowers.Text, TinyTowers.Vision with { Size = 7 }, ["vision_model.onnx", "7", "6"]),
        ["fixed batch"] = (TinyTowers.Text with { Batch = 4 }, TinyTowers.Vision, ["text_model.onnx", "its batch size is fixed at 4"]),
        ["not causal"] = (TinyTowers.Text with { Causal = false }, TinyTowers.Vision, ["text_model.onnx", "not causal"]),
        ["not finite"] = (TinyTowers.Text, TinyTowers.Vision with { NotFinite = true }, ["vision_model.onnx", "image_embeds", "not finite"]),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_GraphThatDoesNotFit_NamesFileAndMismatch(string name)
    {
        using var folder = new ModelFolder(Cases[name].Text, Cases[name].Vision);
        var e = Assert.Throws<ModelException>(folder.LoadTowers);
        Assert.All(Cases[name].Says, part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_GraphThatIsNone_NamesTheFile()
    {
        using var folder = new ModelFolder();
        folder.Write("onnx/vision_model.onnx", "no graph");
        Assert.Contains("vision_model.onnx", Assert.Throws<ModelException>(folder.LoadTowers).Message, StringComparison.Ordinal);
    }
}

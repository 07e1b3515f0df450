using Txt2Image.Hub.Downloads;
using Txt2Image.Hub.Pulling;

namespace Txt2Image.Hub.Tests.Pulling;

public sealed class FileChoiceTests
{
    public static TheoryData<string, string[], string[], string[]> Repositories => new()
    {
        { "Immich", ["config.json", "textual/model.onnx", "textual/tokenizer.json", "visual/model.onnx", "visual/preprocess_cfg.json"],
            ["textual/armnn/model.armnn", "README.md", "visual/rknpu/model.rknn", "textual/fp16/model.onnx"],
            ["textual/model.onnx", "visual/model.onnx"] },
        { "fastembed", ["text/config.json", "text/model.onnx", "text/vocab.json", "vision/model.onnx", "vision/preprocessor_config.json"],
            ["text/model_fp16.onnx", "vision/other/model.onnx"], ["text/model.onnx", "vision/model.onnx"] },
        { "Optimum", ["config.json", "model.onnx", "model.onnx_data", "spiece.model"], ["model.safetensors", "onnx/quantize/model.onnx"],
            ["model.onnx", "model.onnx_data"] },
        { "Optimum below onnx", ["config.json", "onnx/model.onnx", "onnx/model.onnx_data_1", "tokenizer.json"], ["onnx/model_q4.onnx"],
            ["onnx/model.onnx", "onnx/model.onnx_data_1"] },
        { "transformers.js", ["config.json", "onnx/text_model.onnx", "onnx/vision_model.onnx"], ["onnx/model.onnx", "onnx/vision_model_q4f16.onnx"],
            ["onnx/text_model.onnx", "onnx/vision_model.onnx"] },
        { "our own", ["a.onnx", "a.onnx.data", "b.onnx", "tokenizer/vocab.json", "txt2image.json"], ["model.safetensors", "README.md"],
            ["a.onnx", "a.onnx.data", "b.onnx"] },
    };

    [Theory]
    [MemberData(nameof(Repositories))]
    public void Choice_OfALayout_HasItsGraphsAndWhatDescribesThem(string layout, string[] wanted, string[] others, string[] graphs)
    {
        var choice = FileChoice.Of(layout, [.. wanted.Concat(others).Select(path => new HubFile(path, 1, null))], GraphVariant.Auto);

        Assert.Equal(wanted.Order(StringComparer.Ordinal), choice.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.Equal(graphs, choice.Graphs.Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Choice_WithoutFloat32_IsTheOnlyVariant()
    {
        string[] paths = ["config.json", "onnx/text_model_fp16.onnx", "onnx/vision_model_fp16.onnx"];
        HubFile[] files = [.. paths.Select(path => new HubFile(path, 1, null))];

        Assert.Equal(GraphVariant.Fp16, FileChoice.Of("example/clip", files, GraphVariant.Auto).Variant);
    }
}

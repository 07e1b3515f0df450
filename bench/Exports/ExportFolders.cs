using Txt2Image.Bench.Models;
using Txt2Image.Graphs;
using Txt2Image.Hosting;
using Txt2Image.Tests.Support;

namespace Txt2Image.Bench.Exports;

/// <summary>Two models of the same random weights: with the reference's graphs, and with ours in float32 and in 8 bits.</summary>
internal static class ExportFolders
{
    public const string Reference = "reference", Ours = "ours";

    public static void Write(TemporaryFolder folder, ClipSize size)
    {
        RandomCheckpoint.Write(folder["checkpoint"], Folders.Shipped("models/demo"), size);
        foreach (var name in new[] { Ours, Reference })
        {
            using var conversion = Conversion.Open(folder["checkpoint"]);
            conversion.Write(folder[name]);
        }

        string Graph(string model, string tower) => folder[model, "onnx", $"{tower}_model.onnx"];
        ReferenceExport.Write(size, folder["checkpoint", "model.safetensors"], Graph(Reference, "text"), Graph(Reference, "vision"));
        foreach (var graph in new[] { Graph(Ours, "text"), Graph(Ours, "vision") })
        {
            using var quantization = Quantization.Open(graph);
            quantization.Write(graph[..^".onnx".Length] + "_int8.onnx");
        }
    }
}

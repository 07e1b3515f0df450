using System.Text.Json;
using Txt2Image.Graphs.Tests.Support;

namespace Txt2Image.Graphs.Tests.Safetensors;

/// <summary>Weights in several files, and an index that names them.</summary>
public sealed class ShardTests : IDisposable
{
    private const string First = "model-00001-of-00002.safetensors", Second = "model-00002-of-00002.safetensors";
    private const string Index = "model.safetensors.index.json";
    private readonly TinyCheckpoint _checkpoint = TinyCheckpoint.Clip();

    public ShardTests()
    {
        _checkpoint.Convert();
        File.Delete(Path.Combine(_checkpoint.Folder, _checkpoint.WeightsName));
        var half = _checkpoint.Tensors.Count / 2;
        Shard(First, _checkpoint.Tensors[..half]);
        Shard(Second, _checkpoint.Tensors[half..]);
        WriteIndex(static (at, count) => at < count / 2 ? First : Second);
    }

    [Fact]
    public void Convert_OfShards_GivesTheSameBytes()
    {
        using var conversion = Conversion.Open(_checkpoint.Folder);
        var target = _checkpoint.Path("of shards");
        conversion.Write(target);

        var files = Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).ToList();
        Assert.Equal(8, files.Count);
        Assert.All(files, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(_checkpoint.Target, Path.GetRelativePath(target, file))), File.ReadAllBytes(file)));
    }

    [Fact]
    public void Open_WithoutAShard_NamesIt()
    {
        File.Delete(Path.Combine(_checkpoint.Folder, Second));

        Assert.Contains($"{Second}: the file is missing", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfATensorInTwoShards_NamesIt()
    {
        Shard(Second, _checkpoint.Tensors);

        Assert.Contains("is in another file of the checkpoint too", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b.safetensors")]
    public void Open_OfAShardElsewhere_IsRefused(string path)
    {
        WriteIndex((_, _) => path);

        Assert.Contains($"names {path}, which is not a file beside it", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"weight_map\": [1]}")]
    [InlineData("{\"weight_map\": {\"a\": 1}}")]
    public void Open_OfADamagedIndex_SaysSo(string content)
    {
        _checkpoint.Write(Index, content);

        Assert.Contains("cannot be read as an index of weights", Refusal(), StringComparison.Ordinal);
    }

    public void Dispose() => _checkpoint.Dispose();

    private void Shard(string name, IEnumerable<(string, long[], float[])> tensors) =>
        File.WriteAllBytes(Path.Combine(_checkpoint.Folder, name), SafetensorsBuilder.File(tensors));

    private void WriteIndex(Func<int, int, string> place) => _checkpoint.Write(Index, JsonSerializer.Serialize(new
    {
        weight_map = _checkpoint.Tensors.Index().ToDictionary(
            static tensor => tensor.Item.Name, tensor => place(tensor.Index, _checkpoint.Tensors.Count)),
    }));

    private string Refusal() => Assert.Throws<ConversionException>(() => Conversion.Open(_checkpoint.Folder)).Message;
}

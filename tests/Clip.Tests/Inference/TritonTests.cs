using Google.Protobuf;
using Grpc.Core;
using Txt2Image.Clip.Inference;
using Txt2Image.Clip.Inference.Triton;
using Txt2Image.Clip.Inference.Triton.Wire;
using Txt2Image.Clip.Models;
using Txt2Image.Clip.Tests.Support;

namespace Txt2Image.Clip.Tests.Inference;

/// <summary>The demo model's towers on a stand-in for Triton, which runs the same graphs.</summary>
public sealed class TritonTests : IAsyncLifetime
{
    /// <summary>Seconds that an answer may take where the test is not about them.</summary>
    private const double Patient = 10;

    private static readonly ClipModel Demo = ClipModel.Load(Path.Combine(Repository.Root, "models", "demo"));
    private TritonServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TritonServer.StartAsync();
        _server.Load("demo_text", Demo.TextGraph.Path);
        _server.Load("demo_image", Demo.VisionGraph.Path);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Encode_TextsAndImages_AreTheEmbeddingsOfThisProcess()
    {
        using var here = OnnxTowers.Load(Demo, DeviceName.Cpu, new() { IntraOpThreads = 1 });
        using var there = await LoadAsync();
        ReadOnlyMemory<int>[] texts = [.. new[] { "a red bicycle", "two dogs", "a cat on the moon beside a very large tree" }.Select(Tokens)];
        ReadOnlyMemory<byte>[] tiles = [.. Enumerable.Range(1, 3).Select(Tile)];

        AssertSame(here.EncodeTexts(texts), await OffThread(() => there.EncodeTexts(texts)));
        AssertSame(here.EncodeImages(tiles), await OffThread(() => there.EncodeImages(tiles)));
    }

    [Fact]
    public async Task Export_Repository_IsWhatAServerLoadsAndAnswersTheSame()
    {
        using var folder = new TemporaryFolder();
        var names = TritonRepository.Write(Demo, folder.Path);
        foreach (var name in names)
        {
            _server.Models.TryRemove(name, out var earlier);
            earlier?.Dispose();
            _server.Load(name, Path.Combine(folder.Path, name, "1", "model.onnx"));
        }

        using var here = OnnxTowers.Load(Demo, DeviceName.Cpu, new() { IntraOpThreads = 1 });
        using var there = await LoadAsync();

        Assert.Equal(["demo_text", "demo_image"], names);
        AssertSame(here.EncodeTexts([Tokens("a cat")]), await OffThread(() => there.EncodeTexts([Tokens("a cat")])));
    }

    [Fact]
    public void Export_Configuration_HasWhatTheServerNeeds()
    {
        using var folder = new TemporaryFolder();
        TritonRepository.Write(Demo, folder.Path);

        var text = File.ReadAllText(folder["demo_text/config.pbtxt"]);
        var image = File.ReadAllText(folder["demo_image/config.pbtxt"]);

        Assert.StartsWith("name: \"demo_text\"\nbackend: \"onnxruntime\"\nmax_batch_size: 64\n", text, StringComparison.Ordinal);
        Assert.Contains("input [ { name: \"input_ids\" data_type: TYPE_INT64 dims: [ -1 ] } ]", text, StringComparison.Ordinal);
        Assert.Contains("output [ { name: \"text_embeds\" data_type: TYPE_FP32 dims: [ 512 ] } ]", text, StringComparison.Ordinal);
        Assert.Contains("dynamic_batching {", text, StringComparison.Ordinal);
        Assert.Contains("response_cache { enable: true }", text, StringComparison.Ordinal);
        Assert.Contains($"data_type: TYPE_FP32 dims: [ 3, {Demo.Tile.Size}, {Demo.Tile.Size} ]", image, StringComparison.Ordinal);
        Assert.Contains("model_warmup [ { name: \"one\" batch_size: 1", image, StringComparison.Ordinal);
        Assert.DoesNotContain("response_cache", image, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_GraphOfOneItem_TakesItsWholeShapeWithoutBatching()
    {
        using var model = new ModelFolder(TinyTowers.Text with { Batch = 1, Length = ModelFolder.Context });
        using var folder = new TemporaryFolder();

        var name = TritonRepository.Write(ClipModel.Load(model.Path), folder.Path)[0];

        var config = File.ReadAllText(folder[$"{name}/config.pbtxt"]);
        Assert.Contains("max_batch_size: 0", config, StringComparison.Ordinal);
        Assert.Contains($"dims: [ 1, {ModelFolder.Context} ]", config, StringComparison.Ordinal);
        Assert.DoesNotContain("dynamic_batching", config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encode_TextsOfAnyLength_AreSentInFewShapes()
    {
        using var towers = await LoadAsync();
        _server.Shapes.Clear();
        for (var words = 1; words < 30; words += 4)
        {
            var tokens = Tokens(string.Join(' ', Enumerable.Repeat("cat", words)));
            await OffThread(() => towers.EncodeTexts([tokens]));
        }

        Assert.Subset(new HashSet<int> { 8, 16, 32, Demo.ContextLength }, _server.Shapes.Select(shape => (int)shape[1]).ToHashSet());
    }

    [Fact]
    public async Task Load_ModelIsNotThere_SaysHowToBringIt()
    {
        _server.Models.TryRemove("demo_image", out _);

        var failure = await Assert.ThrowsAsync<ModelException>(LoadAsync);

        Assert.Contains("has no ready model demo_image. Export it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_ModelOfAnotherShape_NamesWhatDiffers()
    {
        using var folder = new ModelFolder();
        _server.Load("demo_text", folder.File("onnx/text_model.onnx"));

        var failure = await Assert.ThrowsAsync<ModelException>(LoadAsync);

        Assert.Contains("demo_text on Triton", failure.Message, StringComparison.Ordinal);
        Assert.Contains("its embeddings have 8 values", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_NothingListens_SaysSoInTime()
    {
        var failure = await Assert.ThrowsAsync<ModelException>(
            () => OffThread(() => OnnxTowers.Load(Demo, DeviceName.Parse("triton"), Options("http://127.0.0.1:1"))));

        // On busy cores the deadline may pass before the refusal is seen.
        Assert.Matches("^Triton at http://127.0.0.1:1/ (does not answer|did not answer within)", failure.Message);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, "Exceeds maximum queue size")]
    [InlineData(StatusCode.ResourceExhausted, "no more work")]
    [InlineData(StatusCode.DeadlineExceeded, "Request timeout expired")]
    public async Task Encode_QueueIsFull_IsBusyAtOnce(StatusCode code, string said)
    {
        using var towers = await LoadAsync();
        _server.Failures.Enqueue(new RpcException(new Status(code, said)));

        var failure = await Assert.ThrowsAsync<TowersUnavailableException>(() => OffThread(() => towers.EncodeTexts([Tokens("a cat")])));

        Assert.Equal(TimeSpan.FromSeconds(1), failure.RetryAfter);
    }

    [Fact]
    public async Task Encode_ConnectionBreaksOnce_IsTriedAgain()
    {
        using var towers = await LoadAsync();
        _server.Failures.Enqueue(new RpcException(new Status(StatusCode.Unavailable, "connection reset")));

        Assert.Single(await OffThread(() => towers.EncodeTexts([Tokens("a cat")])));
    }

    [Fact]
    public async Task Encode_NoAnswerInTime_IsUnavailable()
    {
        using var towers = await LoadAsync(deadline: 2);
        _server.Before = new TaskCompletionSource().Task;

        var failure = await Assert.ThrowsAsync<TowersUnavailableException>(() => OffThread(() => towers.EncodeTexts([Tokens("a cat")])));

        Assert.Null(failure.RetryAfter);
        Assert.Contains("did not answer within 2 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encode_AnswerIsShorterThanItsShape_IsRejected()
    {
        using var towers = await LoadAsync();
        _server.Change = response => response.RawOutputContents[0] = ByteString.CopyFrom(response.RawOutputContents[0].Span[..^4]);

        var failure = await Assert.ThrowsAsync<ModelException>(() => OffThread(() => towers.EncodeTexts([Tokens("a cat")])));

        Assert.Contains("its shape", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encode_AnswerHasOtherOutputsToo_ReadsItsOwn()
    {
        using var towers = await LoadAsync();
        var expected = await OffThread(() => towers.EncodeTexts([Tokens("a cat")]));
        _server.Change = response =>
        {
            response.Outputs.Insert(0, new InferTensor { Name = "another", Datatype = "FP32", Shape = { 1, Demo.Dimension } });
            response.RawOutputContents.Insert(0, ByteString.CopyFrom([.. Enumerable.Repeat((byte)1, 4 * Demo.Dimension)]));
        };

        AssertSame(expected, await OffThread(() => towers.EncodeTexts([Tokens("a cat")])));
    }

    [Fact]
    public async Task Encode_TextsOfAModelOfAShortContext_AreNotPaddedBeyondIt()
    {
        using var folder = new ModelFolder();
        var model = folder.Load();
        _server.Load(TritonNames.Of(model, "text"), folder.File("onnx/text_model.onnx"));
        _server.Load(TritonNames.Of(model, "image"), folder.File("onnx/vision_model.onnx"));
        using var towers = await OffThread(() => OnnxTowers.Load(model, DeviceName.Parse("triton"), Options(_server.Url)));
        _server.Shapes.Clear();

        await OffThread(() => towers.EncodeTexts([new[] { 514, 1, 2, 3, 4, 5, 6, 7, 515 }]));

        Assert.Equal([1, ModelFolder.Context], Assert.Single(_server.Shapes));
    }

    [Fact]
    public async Task Load_GraphThatScalesByTheBatch_IsRejected()
    {
        using var folder = new ModelFolder();
        NeighboursTests.Quantize(folder.File("onnx/text_model.onnx"));

        var failure = await Assert.ThrowsAsync<ModelException>(
            () => OffThread(() => OnnxTowers.Load(folder.Load(), DeviceName.Parse("triton"), Options(_server.Url))));

        Assert.Contains("Triton batches requests", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encode_BatchIsRejected_IsAFaultOfThisBatch()
    {
        using var towers = await LoadAsync();
        _server.Failures.Enqueue(new RpcException(new Status(StatusCode.InvalidArgument, "inference request batch-size must be <= 8")));

        var failure = await Assert.ThrowsAsync<ModelException>(() => OffThread(() => towers.EncodeTexts([Tokens("a cat")])));

        Assert.Contains("batch-size must be <= 8", failure.Message, StringComparison.Ordinal);
    }

    private static void AssertSame(float[][] expected, float[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(1, pair.First.Zip(pair.Second, (a, b) => (double)a * b).Sum(), 1e-5));
    }

    private static ReadOnlyMemory<int> Tokens(string text) => Demo.Tokenizer.Encode(Demo.Tokenizer.Clean(text)).Ids.AsMemory();

    private static ReadOnlyMemory<byte> Tile(int seed)
    {
        var tile = new byte[Demo.Tile.ByteCount];
        new Random(seed).NextBytes(tile);
        return tile;
    }

    /// <summary>A call blocks its thread, and the server needs the others.</summary>
    private static Task<T> OffThread<T>(Func<T> call) => Task.Factory.StartNew(
        call, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static InferenceOptions Options(string url, double deadline = Patient) =>
        new() { Triton = url, TritonDeadline = TimeSpan.FromSeconds(deadline) };

    private Task<OnnxTowers> LoadAsync() => LoadAsync(Patient);

    private Task<OnnxTowers> LoadAsync(double deadline) =>
        OffThread(() => OnnxTowers.Load(Demo, DeviceName.Parse("triton"), Options(_server.Url, deadline)));
}

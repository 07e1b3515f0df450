using Grpc.Core;
using Grpc.Net.Client;
using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Vectors.Qdrant;
using Wire = global::Qdrant.Client.Grpc;

namespace Txt2Image.Storage.Tests.Qdrant;

/// <summary>The stand-in rejects what a real server rejects; otherwise tests against it would prove little.</summary>
public sealed class StandInTests : IAsyncLifetime
{
    private const string Name = "some";
    private readonly Metadata _key = new() { { "api-key", "k" } };
    private StandInServer _server = null!;
    private GrpcChannel _channel = null!;

    private Wire.Points.PointsClient Points => new(_channel);

    private Wire.Collections.CollectionsClient Collections => new(_channel);

    public async ValueTask InitializeAsync()
    {
        _server = await StandInServer.StartAsync(new StandInOptions { ApiKey = "k" });
        _channel = GrpcChannel.ForAddress(_server.Url, new GrpcChannelOptions { MaxSendMessageSize = null });
        await Collections.CreateAsync(Creation(Name), _key);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Key_Missing_IsUnauthenticatedButHealthAnswers()
    {
        Assert.Equal(StatusCode.Unauthenticated, await CodeOf(() => Collections.ListAsync(new Wire.ListCollectionsRequest())));
        Assert.NotEmpty((await new Wire.Qdrant.QdrantClient(_channel).HealthCheckAsync(new Wire.HealthCheckRequest())).Version);
    }

    [Fact]
    public async Task Collections_UnknownOrThereAlready_AreRefused()
    {
        Assert.Equal(StatusCode.AlreadyExists, await CodeOf(() => Collections.CreateAsync(Creation(Name), _key)));
        Assert.Equal(
            StatusCode.InvalidArgument,
            await CodeOf(() => Collections.CreateAsync(new Wire.CreateCollection { CollectionName = "no-vectors" }, _key)));
        Assert.Equal(StatusCode.NotFound, await CodeOf(() => Points.CountAsync(new Wire.CountPoints { CollectionName = "unknown" }, _key)));
        Assert.Equal(StatusCode.NotFound, await CodeOf(() => Points.UpsertAsync(Upsert("unknown", Guid.NewGuid().ToString(), 1, 0), _key)));
    }

    [Fact]
    public async Task Points_Malformed_AreRefusedWhole()
    {
        Assert.Equal(StatusCode.InvalidArgument, await CodeOf(() => Points.UpsertAsync(Upsert(Name, "no uuid", 1, 0), _key)));
        Assert.Equal(StatusCode.InvalidArgument, await CodeOf(() => Points.UpsertAsync(Upsert(Name, Guid.NewGuid().ToString(), 1), _key)));
        Assert.Equal(0UL, await CountAsync());
    }

    [Fact]
    public async Task Filters_Malformed_AreRefused()
    {
        var empty = new Wire.Filter { Must = { new Wire.Condition() } };
        var path = Values.Should(Values.Keyword("a[", "b"));

        Assert.Equal(
            StatusCode.InvalidArgument, await CodeOf(() => Points.CountAsync(new Wire.CountPoints { CollectionName = Name, Filter = empty }, _key)));
        Assert.Equal(
            StatusCode.InvalidArgument, await CodeOf(() => Points.CountAsync(new Wire.CountPoints { CollectionName = Name, Filter = path }, _key)));
    }

    [Fact]
    public async Task Write_NotWaitedFor_IsAcknowledgedButNotDone()
    {
        var request = Upsert(Name, Guid.NewGuid().ToString(), 1, 0);
        request.ClearWait();

        var response = await Points.UpsertAsync(request, _key);

        Assert.Equal(Wire.UpdateStatus.Acknowledged, response.Result.Status);
        Assert.Equal(0UL, await CountAsync());
    }

    [Fact]
    public async Task Message_OverFourMebibytes_IsRefused()
    {
        var request = Upsert(Name, Guid.NewGuid().ToString(), 1, 0);
        request.Points[0].Payload["large"] = Values.Of(new string('x', 5 << 20));

        Assert.Equal(StatusCode.ResourceExhausted, await CodeOf(() => Points.UpsertAsync(request, _key)));
    }

    [Fact]
    public async Task Payload_OfAPointThatIsNotThere_IsNotFound() => Assert.Equal(StatusCode.NotFound, await CodeOf(() => Points.SetPayloadAsync(
        new Wire.SetPayloadPoints { CollectionName = Name, Wait = true, PointsSelector = Values.Select(Guid.NewGuid()) }, _key)));

    /// <summary>As a server's JSON parser reads them: in the last bit wrong, if they have more digits than a double holds.</summary>
    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(-1.8134499788284302, -1.8134499788284304)]
    [InlineData(117.63331139400017, 117.63331139400016)]
    [InlineData(0.09144338512092887, 0.09144338512092888)]
    public async Task Decimal_OfAPayload_IsReadAsFromJson(double written, double read)
    {
        var id = Guid.NewGuid();
        var request = Upsert(Name, id.ToString(), 1, 0);
        request.Points[0].Payload["list"] = new Wire.Value { ListValue = new Wire.ListValue { Values = { Values.Of(written) } } };
        request.Points[0].Payload["inner"] = new Wire.Value { StructValue = new Wire.Struct { Fields = { ["number"] = Values.Of(written) } } };
        await Points.UpsertAsync(request, _key);

        var get = new Wire.GetPoints { CollectionName = Name, WithPayload = new Wire.WithPayloadSelector { Enable = true }, Ids = { Values.Id(id) } };
        var payload = (await Points.GetAsync(get, _key)).Result.Single().Payload;

        Assert.Equal(read, payload["list"].ListValue.Values.Single().DoubleValue);
        Assert.Equal(read, payload["inner"].StructValue.Fields["number"].DoubleValue);
    }

    private static Wire.CreateCollection Creation(string name) => new()
    {
        CollectionName = name,
        VectorsConfig = new Wire.VectorsConfig { Params = new Wire.VectorParams { Size = 2, Distance = Wire.Distance.Dot } },
    };

    private static Wire.UpsertPoints Upsert(string name, string id, params float[] vector)
    {
        var point = new Wire.PointStruct { Id = new Wire.PointId { Uuid = id }, Vectors = Values.Vectors(vector) };
        return new Wire.UpsertPoints { CollectionName = name, Wait = true, Points = { point } };
    }

    private async Task<ulong> CountAsync() =>
        (await Points.CountAsync(new Wire.CountPoints { CollectionName = Name, Exact = true }, _key)).Result.Count;

    private static async Task<StatusCode> CodeOf<T>(Func<AsyncUnaryCall<T>> call) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await call())).StatusCode;
}

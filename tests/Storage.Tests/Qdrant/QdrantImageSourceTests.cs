using Txt2Image.Qdrant.StandIn;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Qdrant.Importing;

namespace Txt2Image.Storage.Tests.Qdrant;

public sealed class QdrantImageSourceTests : QdrantStoreTest
{
    private static readonly byte[] Image = [.. "IMAGE"u8, .. Enumerable.Range(0, 200).Select(i => (byte)i)];

    [Theory]
    [InlineData("image")]
    [InlineData("IMG")]
    [InlineData("whatever")]
    public async Task Read_ImageUnderAnyKey_IsFound(string key) =>
        Assert.Equal(Image, (await ReadOneAsync((key, Convert.ToBase64String(Image)))).Bytes);

    [Fact]
    public async Task Read_SpellingsOfBase64_AreAllRead()
    {
        var plain = Convert.ToBase64String(Image);
        string[] spellings =
        [
            plain, plain.TrimEnd('='), plain.Replace('+', '-').Replace('/', '_').TrimEnd('='),
            Convert.ToBase64String(Image, Base64FormattingOptions.InsertLineBreaks),
            $"data:image/png;base64,{plain}", $"DATA:;base64,{plain}",
        ];

        foreach (var spelling in spellings)
        {
            Assert.Equal(Image, (await ReadOneAsync(("image", spelling))).Bytes);
        }
    }

    [Fact]
    public async Task Read_SeveralTexts_TakesTheOneThatIsAnImage()
    {
        var noImage = Convert.ToBase64String(new byte[300]);

        var image =
            await ReadOneAsync(("image", noImage), ("base64", Convert.ToBase64String(Image)), ("other", Convert.ToBase64String([.. Image, 1])));

        Assert.Equal(Image, image.Bytes);
        Assert.Equal(300, (await ReadOneAsync(("image", noImage))).Bytes!.Length);
        Assert.Null((await ReadOneAsync(("other", noImage))).Bytes);
    }

    [Fact]
    public async Task Read_Payload_BecomesNameCaptionAndFields()
    {
        var image = await ReadOneAsync(
            ("image", Convert.ToBase64String(Image)), ("path", "a/b.png"), ("filename", "b.png"), ("Caption", "two\nlines"), ("year", 1999),
            ("rating", 2.5),
            ("lit", false), ("nothing", null), ("long", new string('x', 4097)));

        Assert.Equal(("b.png", "two\nlines"), (image.Name, image.Caption));
        Assert.Equal("""{"lit":false,"path":"a/b.png","rating":2.5,"year":1999}""", FieldsJson.Write(image.Fields?.Values));
        Assert.Null(image.Fault);
    }

    [Fact]
    public async Task Read_NoImage_SaysSo()
    {
        var image = await ReadOneAsync(("text", "a cat"));

        Assert.Null(image.Bytes);
        Assert.NotNull(image.Fault);
        Assert.Equal(("foreign/1", "a cat"), (image.Name, image.Caption));
    }

    [Fact]
    public async Task Read_PagesOfBothKindsOfIds_PassEveryPointOnce()
    {
        object[] ids =
            [Guid.Parse("00000000-0000-0000-0000-000000000000"), Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff"), 3UL, ulong.MaxValue, 0UL];
        Server.Seed("foreign", ids.Select(id => (id, Payload(("image", Convert.ToBase64String(Image))))));
        using var source = Source();
        List<string> seen = [];
        string? after = null;
        do
        {
            var page = await source.ReadAsync("foreign", after, 2, Token);
            seen.AddRange(page.Images.Select(image => image.Point));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["0", "3", "18446744073709551615", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"], seen);
        Assert.Empty((await source.ReadAsync("foreign", seen[^1], 2, Token)).Images);
    }

    [Fact]
    public async Task Read_LargePictures_ComeInSmallerPagesAndOneTooLargeIsNamed()
    {
        var large = Convert.ToBase64String([.. Image, .. new byte[30_000]]);
        Server.Seed("foreign", Enumerable.Range(1, 5).Select(id => ((object)id, Payload(("image", id == 4 ? large + large + large : large)))));
        using var source = Source(maxAnswerBytes: 100_000);
        List<ForeignImage> seen = [];
        ForeignPage page;
        do
        {
            page = await source.ReadAsync("foreign", seen.LastOrDefault()?.Point, 4, Token);
            seen.AddRange(page.Images);
        }
        while (page.Next is not null);

        Assert.Equal(["1", "2", "3", "4", "5"], seen.Select(image => image.Point));
        Assert.Equal(["4"], seen.Where(image => image.Bytes is null).Select(image => image.Point));
        Assert.Contains("too large", seen[3].Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Collections_LeavesOursOut()
    {
        await NewAsync();
        Server.Seed("foreign", [(1, Payload(("a", "b"))), (2, Payload(("a", "b")))]);
        using var source = Source();

        Assert.Equal([new ForeignCollection("foreign", 2)], await source.ListAsync(Token));
        Assert.Equal(StoreFault.NotFound, (await FailureOf(() => source.ReadAsync("txt2image_pictures_1", null, 1, Token))).Fault);
        Assert.Equal(StoreFault.NotFound, (await FailureOf(() => source.ReadAsync("nowhere", null, 1, Token))).Fault);
    }

    private static IReadOnlyDictionary<string, object?> Payload(params (string Key, object? Value)[] values) =>
        values.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);

    private QdrantImageSource Source(int maxAnswerBytes = 64 << 20) =>
        new(Options(), bytes => bytes.Span.StartsWith("IMAGE"u8), TimeProvider.System, maxAnswerBytes);

    private async Task<ForeignImage> ReadOneAsync(params (string Key, object? Value)[] payload)
    {
        await RestartAsync();
        Server.Seed("foreign", [(1, Payload(payload))]);
        using var source = Source();
        return Assert.Single((await source.ReadAsync("foreign", null, 1, Token)).Images);
    }
}

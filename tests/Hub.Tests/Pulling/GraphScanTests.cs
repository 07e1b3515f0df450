using Txt2Image.Hub.Pulling;

namespace Txt2Image.Hub.Tests.Pulling;

public sealed class GraphScanTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData((1 << 20) - 10, true)]
    [InlineData((1 << 20) + 7, true)]
    [InlineData(null, false)]
    public async Task Scan_ForAnOperator_FindsItAnywhere(int? at, bool found)
    {
        using var folder = new TemporaryFolder();
        var bytes = new byte[(2 << 20) + 100];
        if (at is { } place)
        {
            GraphScan.ScaleOfBatch.Span.CopyTo(bytes.AsSpan(place));
        }

        await File.WriteAllBytesAsync(folder["graph.onnx"], bytes, TestContext.Current.CancellationToken);

        Assert.Equal(found, await GraphScan.NamesAsync(folder["graph.onnx"], GraphScan.ScaleOfBatch, TestContext.Current.CancellationToken));
    }
}

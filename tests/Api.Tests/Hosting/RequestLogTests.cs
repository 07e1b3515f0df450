using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Txt2Image.Api.Tests.Support;

namespace Txt2Image.Api.Tests.Hosting;

/// <summary>The log has a line for each search and each upload, and none has the text of a search.</summary>
public sealed class RequestLogTests
{
    [Fact]
    public async Task Log_OfSearchesAndUploads_HasALineForEachWithoutTheText()
    {
        using var log = new KeptLog(LogLevel.Information);
        await using var server = await TestServer.StartAsync(arguments: ["--Logging:LogLevel:Txt2Image.Api=Information"]);
        server.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var collection = await server.Client.NewGalleryAsync(3);
        await LoggedAsync(1);
        using var refused = await server.Client.UploadAsync(collection, ("whole.png", Png.Of(3)), ("broken.png", [1, 2, 3]));
        await LoggedAsync(2);
        for (var i = 0; i < 2; i++)
        {
            using var answer = await server.Client.GetAsync(
                new Uri($"/search?q=my+private+question&k=2&collection={collection}", UriKind.Relative), TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
            await LoggedAsync(3 + i);
        }

        Assert.Collection(
            Lines(),
            line => Assert.Matches($@"^upload to {collection}: 3 stored, 0 failed, in \d+ ms$", line),
            line => Assert.Matches($@"^upload to {collection}: 1 stored, 1 failed, in \d+ ms$", line),
            line => Assert.Matches($@"^search of {collection}: 2 hits in [\d.]+ ms, cache: none$", line),
            line => Assert.Matches($@"^search of {collection}: 2 hits in [\d.]+ ms, cache: memory$", line));
        Assert.DoesNotContain(log.Lines, static line => line.Contains("private", StringComparison.Ordinal));

        List<string> Lines() => [.. log.Lines.Where(line => line.Contains(collection, StringComparison.Ordinal))];

        // A line is written after the answer is sent.
        Task LoggedAsync(int lines) => Eventually.IsTrueAsync(() => Lines().Count == lines, TestContext.Current.CancellationToken);
    }
}

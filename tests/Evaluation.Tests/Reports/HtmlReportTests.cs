using Txt2Image.Evaluation.Reports;
using Txt2Image.Evaluation.Runs;
using Txt2Image.Evaluation.Tests.Support;

namespace Txt2Image.Evaluation.Tests.Reports;

public sealed class HtmlReportTests
{
    private const string Attack = "\"><script>alert(1)</script>' onload=x <img src=http://evil/>";

    [Fact]
    public async Task Report_OfARun_HasEverySection()
    {
        var html = await WriteAsync(Sample());

        string[] titles =
            ["Measures", "Recall over K", "Scores of relevant", "What a minimum score keeps", "Groups", "The worst queries", "How it was made"];
        Assert.All(
            titles, title => Assert.Contains(title, html, StringComparison.Ordinal));
        Assert.Contains("<title id=\"recall-title\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", html, StringComparison.Ordinal);
    }

    /// <summary>Attributes of styles, scripts and addresses would be blocked by its own policy, and none is there.</summary>
    [Fact]
    public async Task Report_OfARun_NeedsNothingElse()
    {
        var html = await WriteAsync(Sample() with { Thumbnails = new Dictionary<string, Thumbnail> { ["id-0"] = new(new byte[] { 1, 2, 3 }) } });

        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script|<link|<iframe|@import|url\\(| style=\"| on[a-z]+=\"|https?:", html);
        Assert.All(html.Split("src=\"")[1..], source => Assert.StartsWith("data:image/webp;base64,AQID\"", source, StringComparison.Ordinal));
        Assert.Contains(Hash(html), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_FromOutside_AreEscapedEverywhere()
    {
        var summary = new RunSummary([1, 10]);
        var query = Rankings.Query([0], [1], 0, Attack);
        summary.Add(query with { Group = Attack, Hits = [query.Hits[0] with { Id = Attack, Name = Attack }], Wanted = [new(Attack, Attack)] });
        var header = Rankings.Header(1, 10) with
        {
            Product = Attack, ProductVersion = Attack, Collection = Attack, Model = Attack, CollectionVersion = Attack, QueriesFile = Attack,
            Settings = new Dictionary<string, string> { [Attack] = Attack },
        };
        foreach (var direction in Enum.GetValues<Direction>())
        {
            var html = await WriteAsync(new ReportInput
            {
                Header = header with { Direction = direction },
                Figures = summary.Figures(),
                Thumbnails = new Dictionary<string, Thumbnail> { [Attack] = new(new byte[] { 1 }, Attack) },
            });

            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Thumbnails_OfOtherTypesOrTooLarge_AreBoxesWithTheirNames()
    {
        Dictionary<string, Thumbnail> thumbnails = new()
        {
            ["id-0"] = new(new byte[] { 1 }, "image/svg+xml"),
            ["id-1"] = new(new byte[500_000]),
            ["id-2"] = new(new byte[1000], "image/png"),
        };

        var html = await WriteAsync(Sample() with { Thumbnails = thumbnails });

        Assert.DoesNotContain("svg+xml", html, StringComparison.Ordinal);
        Assert.Contains("<div class=\"box\"><bdi>picture 0.jpg</bdi></div>", html, StringComparison.Ordinal);
        Assert.Contains("alt=\"picture 2.jpg\"", html, StringComparison.Ordinal);
        Assert.True(html.Length < 300_000);
    }

    [Fact]
    public void Thumbnails_ToSupply_AreThoseOfTheWorstQueries()
    {
        var input = Sample();

        var images = HtmlReport.Thumbnails(input.Header, input.Figures);
        var queries = HtmlReport.Thumbnails(input.Header with { Direction = Direction.ImageToText }, input.Figures);

        Assert.Equal(["id-0", "id-1", "id-2", "id-3", "id-4", "wanted"], images.Order(StringComparer.Ordinal));
        Assert.Equal(["asked"], queries);
    }

    [Fact]
    public async Task Report_WithoutAQueryToEvaluate_SaysSo()
    {
        var summary = new RunSummary([1]);
        summary.Add(Rankings.Query([0]));

        var html = await WriteAsync(new ReportInput { Header = Rankings.Header(1), Figures = summary.Figures() });

        Assert.Contains("No query has a relevant item in the collection", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("R@1 alone", 1, .5)]
    [InlineData("one score for all", 10, 0)]
    public async Task Report_OfExtremeRuns_HasOnlyNumbers(string name, int k, double step)
    {
        var summary = new RunSummary([k]);
        var query = Rankings.Query([1, 1]);
        summary.Add(query with { Query = name, Hits = [.. query.Hits.Select((hit, i) => hit with { Score = i * step })] });

        var html = await WriteAsync(new ReportInput { Header = Rankings.Header(k), Figures = summary.Figures() });

        Assert.DoesNotMatch("NaN|Infinity|∞", html);
    }

    private static ReportInput Sample()
    {
        var summary = new RunSummary([1, 5, 10]);
        for (var i = 0; i < 60; i++)
        {
            double[] grades = new double[12];
            grades[i % 12] = 1 + (i % 2);
            var query = Rankings.Query(grades, null, i);
            summary.Add(query with { Group = i % 3 == 0 ? "words" : "captions", QueryId = "asked", Wanted = [new("wanted")] });
        }

        summary.Add(Rankings.Query([0]));
        return new ReportInput { Header = Rankings.Header(1, 5, 10), Figures = summary.Figures() };
    }

    private static async Task<string> WriteAsync(ReportInput input)
    {
        await using var writer = new StringWriter();
        await HtmlReport.WriteAsync(writer, input);
        return writer.ToString();
    }

    private static string Hash(string html)
    {
        var style = html.Split("<style>")[1].Split("</style>")[0];
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style));
        return $"'sha256-{Convert.ToBase64String(hash)}'";
    }
}

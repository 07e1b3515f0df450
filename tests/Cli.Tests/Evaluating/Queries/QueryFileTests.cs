using System.Text;
using Txt2Image.Cli.Evaluating.Queries;
using Txt2Image.Cli.Tables;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Tests.Evaluating.Queries;

public sealed class QueryFileTests : IDisposable
{
    private const string Id = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("query,relevant\na cat,a.jpg|b.jpg\na dog,c.jpg\n")]
    [InlineData("\uFEFFQ;File\r\na cat;a.jpg|b.jpg\r\na dog;c.jpg\r\n")]
    [InlineData("id,text,name\n1,a cat,a.jpg|b.jpg\n2,a dog,c.jpg\n")]
    [InlineData("query,relevant,grade\na cat,a.jpg,1\na dog,c.jpg,1\na cat,b.jpg,1\na cat,d.jpg,0\n")]
    [InlineData("query,relevant\na cat,\"[\"\"a.jpg\"\",\"\"b.jpg\"\"]\"\na dog,c.jpg:1\n")]
    public void Csv_OfManyShapes_IsTheSameQueries(string text) => Assert.Equal(["a cat = a.jpg:1 b.jpg:1", "a dog = c.jpg:1"], Read("q.csv", text));

    [Fact]
    public void Tsv_WithGrades_IsRead() =>
        Assert.Equal(["a cat = a.jpg:2 b.jpg:0.5", "a, dog = c.jpg:1"], Read("q.tsv", "query\tfile\na cat\ta.jpg:2|b.jpg:0.5\na, dog\tc.jpg\n"));

    [Theory]
    [InlineData("""{"query": "a cat", "relevant": ["a.jpg:2", "b.jpg"]}""")]
    [InlineData("""{"text": "a cat", "relevant": {"a.jpg": 2, "b.jpg": 1}}""")]
    [InlineData("""{"q": "a cat", "relevant": [{"name": "a.jpg", "grade": 2}, {"path": "b.jpg"}]}""")]
    [InlineData("""{"q": "a cat", "relevant": "a.jpg:2|b.jpg", "form": "x"}""")]
    public void JsonLines_OfManyShapes_AreTheSameQuery(string line) =>
        Assert.Equal(["a cat = a.jpg:2 b.jpg:1", "a dog ="], Read("q.jsonl", $$"""{{line}}{{"\n\n"}}{"query": "a dog"}"""));

    [Fact]
    public void Ids_InAColumnNamedId_AreTheImages()
    {
        Assert.Equal([$"a cat = {Id}:1"], Read("q.csv", $"id,query,file\n{Id},a cat,a.jpg\n"));
        Assert.Equal([$"a cat = {Id}:3"], Read("q.jsonl", $$"""{"query": "a cat", "ids": ["{{Id}}:3"]}"""));
        Assert.Equal(["a cat = a.jpg:1"], Read("q.csv", "id,query,file\n17,a cat,a.jpg\n"));
    }

    [Fact]
    public void Name_ThatEndsWithAColonAndANumber_IsWrittenAsAnObject()
    {
        Assert.Equal(["x = a:7:1"], Read("q.jsonl", """{"query": "x", "relevant": {"a:7": 1}}"""));
        Assert.Equal(["x = a:7:2"], Read("q.csv", "query,relevant,grade\nx,a:7,2\n"));
    }

    [Fact]
    public void Coco_AsItIs_IsAQueryForEachCaption() => Assert.Equal(
        ["a cat = 1.jpg:1", "a grey cat = 1.jpg:1", "a cat = 2.jpg:1"],
        Read("captions.json", """
            {"info": {"year": 2017}, "images": [{"id": 7, "file_name": "1.jpg"}, {"id": 9, "file_name": "2.jpg"}],
             "annotations": [{"id": 1, "image_id": 7, "caption": "a cat "}, {"id": 2, "image_id": 9, "caption": "a cat"},
                             {"id": 3, "image_id": 7, "caption": "a grey cat"}]}
            """));

    [Theory]
    [InlineData("results.token", "1.jpg#0\ta cat\n1.jpg#1\ta grey cat\n")]
    [InlineData("results.csv", "image_name| comment_number| comment\n1.jpg| 0| a cat\n1.jpg| 1| a grey cat\n")]
    [InlineData("captions.txt", "image,caption\n1.jpg,a cat\n1.jpg,a grey cat\n")]
    public void Flickr_InItsForms_IsAQueryForEachCaption(string name, string text) =>
        Assert.Equal(["a cat = 1.jpg:1", "a grey cat = 1.jpg:1"], Read(name, text));

    [Fact]
    public void Karpathy_WithASplit_IsOnlyThatSplit()
    {
        const string Text = """
            {"images": [{"filepath": "val2014", "filename": "1.jpg", "split": "test", "sentences": [{"raw": "a cat"}, {"raw": "a grey cat"}]},
                        {"filename": "2.jpg", "split": "train", "sentences": [{"raw": "a dog"}]}], "dataset": "coco"}
            """;

        Assert.Equal(["a cat = val2014/1.jpg:1", "a grey cat = val2014/1.jpg:1"], Read("dataset.json", Text, split: "TEST"));
        Assert.Equal(3, Read("dataset.json", Text).Count);
        var failure = Assert.Throws<UsageException>(() => Read("dataset.json", Text, split: "val"));
        Assert.Contains("only: test, train", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_InAnotherEncoding_AreDecoded()
    {
        File.WriteAllText(_folder["q.csv"], "query,file\nein Kätzchen,ä.jpg\n", Encoding.Unicode);

        Assert.Equal(["ein Kätzchen = ä.jpg:1"], ReadFile("q.csv"));
    }

    [Fact]
    public void Captions_ThatAreEqual_StayQueriesOfTheirOwn()
    {
        Assert.Equal(["a cat = 1.jpg:1", "a cat = 2.jpg:1"], Read("q.csv", "file,caption\n1.jpg,a cat\n2.jpg,a cat\n"));
        Assert.Equal(["a cat = 1.jpg:1 2.jpg:1"], Read("q.csv", "file,query\n1.jpg,a cat\n2.jpg,a cat\n"));
    }

    [Fact]
    public void Group_OfAColumn_IsOnEachQuery()
    {
        File.WriteAllText(_folder["q.jsonl"], """{"query": "a", "relevant": "1", "Form": "word"}""" + "\n" + """{"query": "b", "relevant": "2"}""");

        var content = new QueryFileContent();
        var queries = new QueryFile(_folder["q.jsonl"], new TextDecoding(), GroupColumn: "form").Read(content).ToList();

        Assert.Equal(["word", null], queries.Select(query => query.Group));
        Assert.True(content.HasGroups);
    }

    [Theory]
    [InlineData("q.csv", "", "no rows")]
    [InlineData("q.csv", "query,file\n", "no rows")]
    [InlineData("q.csv", "words,file\na cat,1.jpg\n", "no row has a text: it needs a column query, q, text, caption, but has words, file")]
    [InlineData("q.csv", "query,pictures\na cat,1.jpg\n", "no row names a relevant image")]
    [InlineData("q.jsonl", "{\"query\": \"a\", \"relevant\": [[1]]}", "q.jsonl, line 1: an image must be an id, a name or an object")]
    [InlineData("q.jsonl", "{\"query\": \"a\", \"relevant\": {\"b\": \"c\"}}", "q.jsonl, line 1: the grade of 'b' must be a number of 0 or more")]
    [InlineData("q.csv", "query,file,grade\na,1.jpg,-1\n", "q.csv, line 2: the grade of '1.jpg' must be a number of 0 or more")]
    [InlineData("q.jsonl", "[1]", "q.jsonl, line 1: each line must be a JSON object")]
    [InlineData("q.csv", "query,file\na,\"1.jpg\n", "a quotation mark is missing")]
    public void File_ThatIsNotOfQueries_IsRejectedWithItsPlace(string name, string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<UsageException>(() => Read(name, text)).Message, StringComparison.Ordinal);

    [Fact]
    public void File_ThatIsNotThere_IsAUsageError() =>
        Assert.Contains("cannot be read", Assert.Throws<UsageException>(() => ReadFile("none.csv")).Message, StringComparison.Ordinal);

    [Fact]
    public void Numbers_OfQueries_AscendFromZero()
    {
        File.WriteAllText(_folder["q.csv"], "query,file\na,1\nb,2\na,3\n\"\",4\n");

        var queries = new QueryFile(_folder["q.csv"], new TextDecoding()).Read(new QueryFileContent());

        Assert.Equal([(0, ""), (1, "a"), (2, "b")], queries.Select(query => (query.Number, query.Text)));
    }

    public void Dispose() => _folder.Dispose();

    private List<string> Read(string name, string text, string? split = null)
    {
        File.WriteAllText(_folder[name], text);
        return ReadFile(name, split);
    }

    private List<string> ReadFile(string name, string? split = null) =>
    [
        .. from query in new QueryFile(_folder[name], new TextDecoding(), split).Read(new QueryFileContent())
           let relevant = query.Judgements.Where(one => one.Grade > 0).Select(one => FormattableString.Invariant($"{one.Image}:{one.Grade}"))
           select $"{query.Text} = {string.Join(' ', relevant)}".TrimEnd(),
    ];
}

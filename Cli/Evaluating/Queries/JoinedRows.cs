namespace Txt2Image.Cli.Evaluating.Queries;

/// <summary>Joins the rows of equal texts to queries, in the order in which the texts occur first.</summary>
internal sealed class JoinedRows
{
    private readonly Dictionary<string, Joined> _byText = new(StringComparer.Ordinal);
    private readonly List<Joined> _queries = [];

    public void Add(QueryRow row)
    {
        var text = row.Texts[0];
        if (!_byText.TryGetValue(text, out var query))
        {
            query = new Joined(text);
            _byText[text] = query;
            _queries.Add(query);
        }

        query.Judgements.AddRange(row.Judgements);
        query.Group ??= row.Group;
    }

    /// <param name="first">The number of the first.</param>
    public IEnumerable<EvalQuery> Queries(int first) =>
        _queries.Select((query, index) => new EvalQuery(first + index, query.Text, query.Judgements, query.Group));

    private sealed class Joined(string text)
    {
        public string Text { get; } = text;

        public List<Judgement> Judgements { get; } = [];

        public string? Group { get; set; }
    }
}

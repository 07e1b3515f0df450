using System.Diagnostics;
using Txt2Image.Bench.Product;
using Txt2Image.Client;

namespace Txt2Image.Bench.Retrieval;

/// <summary>
/// <c>cutoff=auto</c>: how often something is said where there is something, how much of what is kept is correct and how much of what is correct is
/// kept; and how often nothing is said where there is nothing. Two kinds of questions match nothing: texts about things that the gallery does not
/// show, none of which is among those that the product learns from; and questions of the gallery's world, asked of a copy of the gallery without the
/// images that answer them.
/// </summary>
internal static class CutoffTest
{
    private const double Target = .95;

    /// <summary>The images of about 20 words are left out of the copy.</summary>
    private const int WordsLeftOut = 20;

    private const int FewImages = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Category>> RunAsync(Txt2ImageClient client)
    {
        var all = All();
        var unrelated = await File.ReadAllLinesAsync(Questions.PathOf("unrelated.txt"));
        List<Category> categories =
            [.. await MatchedAsync(client, "demo", "", all), await NothingAsync(client, "demo", "unrelated texts", unrelated)];
        var left = Questions.Captions().Select(caption => caption.File).Except(LeftOut(), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var collection = $"bench-cut-{Guid.NewGuid():N}"[..24];
        await client.CreateCollectionAsync(collection);
        try
        {
            await client.AddAsync(collection, [.. left.Select(file => (file, Questions.GalleryPathOf(file)))]);
            var parts = all.ToLookup(question => question.Relevant.Any(left.Contains));
            foreach (var form in parts[false].GroupBy(question => question.Form!, StringComparer.Ordinal))
            {
                categories.Add(await NothingAsync(client, collection, $"{form.Key}, images left out", [.. form.Select(question => question.Text)]));
            }

            var still = parts[true].Select(question => question with { Relevant = [.. question.Relevant.Where(left.Contains)] });
            categories.AddRange(await MatchedAsync(client, collection, $" ({left.Count} images)", [.. still]));
        }
        finally
        {
            await client.DeleteCollectionAsync(collection);
        }

        return categories;
    }

    private static IReadOnlyList<Question> All() =>
    [
        .. Questions.Short().Select(question => question with { Form = question.Form == "word" ? "single words" : "short captions" }),
        .. Questions.Free().Select(question => question with { Form = "free questions" }),
        .. Questions.Captions().Select(caption => new Question(caption.Text, "full captions", [caption.File])),
    ];

    /// <summary>The images that answer some rare words.</summary>
    private static IEnumerable<string> LeftOut() => Questions.Short()
        .Where(question => question.Form == "word" && question.Relevant.Count <= FewImages)
        .DistinctBy(question => string.Join('/', question.Relevant), StringComparer.Ordinal)
        .Take(WordsLeftOut)
        .SelectMany(question => question.Relevant);

    private static async Task<IReadOnlyList<Category>> MatchedAsync(
        Txt2ImageClient client, string collection, string where, IReadOnlyList<Question> questions)
    {
        List<Category> categories = [];
        foreach (var form in questions.GroupBy(question => question.Form!, StringComparer.Ordinal))
        {
            List<Question> asked = [.. form];
            var hits = await AskAsync(client, collection, [.. asked.Select(question => question.Text)]);
            var right = asked.Select((question, i) => hits[i].Count(hit => question.Relevant.Contains(hit.Name, StringComparer.Ordinal))).ToList();
            var answered = Enumerable.Range(0, asked.Count).Where(i => hits[i].Count > 0).ToList();
            var name = $"cutoff: {form.Key}{where}";
            categories.Add(new(name, asked.Count, "answered", answered.Count / (double)asked.Count));
            categories.Add(new(name, answered.Count, "precision", answered.Average(i => right[i] / (double)hits[i].Count)));
            categories.Add(new(name, asked.Count, "recall", asked.Select((question, i) => right[i] / (double)question.Relevant.Count).Average()));
        }

        return categories;
    }

    private static async Task<Category> NothingAsync(Txt2ImageClient client, string collection, string name, string[] texts)
    {
        var hits = await AskAsync(client, collection, texts);
        return new($"cutoff: {name}", texts.Length, "nothing said", hits.Count(one => one.Count == 0) / (double)texts.Length, Target);
    }

    private static async Task<IReadOnlyList<Hit>[]> AskAsync(Txt2ImageClient client, string collection, string[] texts)
    {
        var request = new SearchRequest { Collection = collection, K = 1000, CutsOff = true };
        for (var started = Stopwatch.GetTimestamp(); !await KnowsAsync(client, request); await Task.Delay(100))
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new BenchException($"The scores of the collection {collection} were not learned.");
            }
        }

        return await client.AskAsync(request, texts);
    }

    private static async Task<bool> KnowsAsync(Txt2ImageClient client, SearchRequest request) =>
        (await client.SearchAsync(request with { Text = "anything", K = 1 })).Cutoff is { Known: true };
}

using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Searching;

/// <summary>The key of an answer within its query's grain.</summary>
internal readonly record struct ShelfKey(Guid Collection, string Version, string? Filter)
{
    public static ShelfKey Of(SearchRequest request) => new(request.Collection, request.Version, request.Filter);
}

/// <summary>The few answers that a query's grain caches, by collection, version and filter. The least recently used one is evicted.</summary>
internal sealed class AnswerShelf(int capacity)
{
    private readonly List<(ShelfKey Key, QuestionHits Answer)> _newestLast = [];

    /// <summary>An answer from which a slice that ends after this many hits can be cut, or null.</summary>
    public QuestionHits? Find(ShelfKey key, int hits)
    {
        var place = _newestLast.FindIndex(kept => kept.Key == key);
        if (place < 0 || !_newestLast[place].Answer.Cover(hits))
        {
            return null;
        }

        var found = _newestLast[place];
        if (place < _newestLast.Count - 1)
        {
            _newestLast.RemoveAt(place);
            _newestLast.Add(found);
        }

        return found.Answer;
    }

    /// <summary>Caches an answer, unless a larger one for the same key exists.</summary>
    public void Keep(ShelfKey key, QuestionHits answer)
    {
        var place = _newestLast.FindIndex(kept => kept.Key == key);
        if (place >= 0 && _newestLast[place].Answer.Asked > answer.Asked)
        {
            return;
        }

        if (place >= 0)
        {
            _newestLast.RemoveAt(place);
        }

        if (_newestLast.Count == capacity)
        {
            _newestLast.RemoveAt(0);
        }

        _newestLast.Add((key, answer));
    }
}

using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Grains.Searching;

/// <summary>What an answer is kept under, beside its question.</summary>
internal readonly record struct ShelfKey(Guid Collection, string Version, string? Filter)
{
    public static ShelfKey Of(SearchRequest request) => new(request.Collection, request.Version, request.Filter);
}

/// <summary>The few answers a question's grain holds, by collection and version; the longest unused makes room.</summary>
internal sealed class AnswerShelf(int capacity)
{
    private readonly List<(ShelfKey Key, QuestionHits Answer)> _newestLast = [];

    /// <summary>An answer from which a slice ending at so many hits can be cut, or null.</summary>
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

    /// <summary>Keeps an answer, unless a larger one of the same version is there.</summary>
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

namespace Txt2Image.Cli.Evaluating.ImageToText;

/// <summary>The captions with the highest scores; of equal ones, the first in the file.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class BestCaptions(int most)
{
    private readonly List<(int Caption, float Score)> _best = [];

    /// <summary>The captions, the best first.</summary>
    public IReadOnlyList<(int Caption, float Score)> All => _best;

    /// <summary>Offers a caption. They are offered in the order of the file.</summary>
    public void Offer(int caption, float score)
    {
        if (_best.Count == most && score <= _best[^1].Score)
        {
            return;
        }

        var place = _best.Count;
        while (place > 0 && _best[place - 1].Score < score)
        {
            place--;
        }

        if (_best.Count == most)
        {
            _best.RemoveAt(most - 1);
        }

        _best.Insert(place, (caption, score));
    }
}

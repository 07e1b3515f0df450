using Microsoft.Extensions.Options;
using Txt2Image.Grains.Encoding;
using Txt2Image.Storage.Vectors;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// Limits the uncached searches in progress by the time that a further one would have to wait for the others. How it grows with their number is
/// measured: <see cref="BatchCost"/> fits a line through the durations at different numbers of searches in progress. So a store that is slow but runs
/// searches side by side rejects nobody, and one that runs them one after the other does.
/// </summary>
internal sealed class SearchAdmission(IOptions<SearchOptions> options, TimeProvider time)
{
    /// <summary>So few searches are never too many.</summary>
    private const int AlwaysAdmitted = 16;

    /// <summary>The most in progress, however short the wait seems.</summary>
    private const int Most = 1024;

    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(1);

    private readonly BatchCost _costs = new();
    private readonly Lock _lock = new();
    private int _inProgress;

    /// <summary>Takes a place for a search, or says when to try again. Disposing of the place returns it.</summary>
    /// <param name="work">What the search costs, in plain searches.</param>
    public (Place? Place, TimeSpan RetryAfter) TryEnter(int work)
    {
        lock (_lock)
        {
            var wait = ExpectedWait();
            if (_inProgress >= Most || wait > options.Value.MaxWait)
            {
                return (null, wait > ShortestRetry ? wait : ShortestRetry);
            }

            _inProgress += work;
            return (new Place(this, work, _inProgress, time.GetTimestamp()), TimeSpan.Zero);
        }
    }

    /// <summary>
    /// What a search costs, in plain searches. In a store that scans, a condition costs about as much as a comparison of embeddings.
    /// </summary>
    public static int WorkOf(Filter? filter) => filter switch
    {
        null => 1,
        Filter.And and => 1 + and.Operands.Sum(WorkOf),
        Filter.Or or => 1 + or.Operands.Sum(WorkOf),
        Filter.Not not => WorkOf(not.Operand),
        _ => 2,
    };

    /// <summary>How long the searches in progress would delay one more. What a search takes alone does not count.</summary>
    private TimeSpan ExpectedWait() => _inProgress < AlwaysAdmitted || !_costs.IsTrusted
        ? TimeSpan.Zero
        : TimeSpan.FromMilliseconds(_inProgress * _costs.Current.PerUnit);

    private void Leave(int work)
    {
        lock (_lock)
        {
            _inProgress -= work;
        }
    }

    private void Note(int inProgress, long admitted)
    {
        lock (_lock)
        {
            _costs.Note(inProgress, time.GetElapsedTime(admitted));
        }
    }

    /// <summary>A search in progress.</summary>
    internal sealed class Place(SearchAdmission admission, int work, int inProgress, long admitted) : IDisposable
    {
        /// <summary>
        /// Waits for the search's hits and notes how long it took, also if it failed. A search that was abandoned says nothing and is not noted.
        /// </summary>
        public async Task<T> NoteAsync<T>(Task<T> search)
        {
            try
            {
                return await search;
            }
            finally
            {
                if (!search.IsCanceled)
                {
                    admission.Note(inProgress, admitted);
                }
            }
        }

        public void Dispose() => admission.Leave(work);
    }
}

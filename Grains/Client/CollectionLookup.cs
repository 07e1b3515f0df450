using System.Collections.Concurrent;
using Txt2Image.Grains.Abstractions.Collections;
using Txt2Image.Grains.Collections;

namespace Txt2Image.Grains.Client;

/// <summary>
/// Resolves a collection's name, once per request. A process that hosts a silo uses the catalogue that its grains use, without a cache of its own. A
/// client of silos caches a silo's answer for 250 ms after asking, on top of the 250 ms for which the silo caches a reading. Together that is half of
/// the second after which a query must see an acknowledged write.
/// </summary>
internal sealed class CollectionLookup(IGrainFactory grains, TimeProvider time, Catalogue? local = null)
{
    /// <summary>How long a silo's answer is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, (Collection Collection, long Asked)> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Question Question, Task<Collection?> Answer)> _questions = new(StringComparer.Ordinal);

    /// <summary>The collection with this name, or null.</summary>
    /// <param name="name">A name or alias.</param>
    /// <param name="fresh">Whether the result must be as new as the request.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<Collection?> FindAsync(string name, bool fresh, CancellationToken cancellationToken)
    {
        if (fresh)
        {
            return ReadAsync(name, fresh, cancellationToken);
        }

        return local is null && _answers.TryGetValue(name, out var known) && time.GetElapsedTime(known.Asked) < Lifetime
            ? new(known.Collection)
            : FindAlsoIfNewAsync(name, cancellationToken);
    }

    /// <summary>Removes a name that this process has changed from the cache.</summary>
    public void Forget(string name)
    {
        local?.Forget(name);
        _answers.TryRemove(name, out _);
    }

    /// <summary>A collection that was just created may be missing from a shared reading.</summary>
    private async ValueTask<Collection?> FindAlsoIfNewAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync(name, fresh: false, cancellationToken) ?? await ReadAsync(name, fresh: true, cancellationToken);

    private ValueTask<Collection?> ReadAsync(string name, bool fresh, CancellationToken cancellationToken)
    {
        if (local is not null)
        {
            return local.FindAsync(name, fresh, cancellationToken);
        }

        return fresh ? AskAsync(name, new Question(), fresh, cancellationToken) : ShareAsync(name, cancellationToken);
    }

    private async ValueTask<Collection?> ShareAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Share(name).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (Retry.WillPass(exception))
        {
            // The question may have been near its last try when this caller joined it.
            return await Share(name).WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Returns the question in progress, or asks one if there is none or it was sent too long ago for a new caller. Without this, each search would
    /// repeat the question on its own while silos fail, and keep the rest of the cluster busy. It belongs to no caller, so none can cancel it.
    /// </summary>
    private Task<Collection?> Share(string name)
    {
        lock (_questions)
        {
            if (_questions.TryGetValue(name, out var asked) && asked.Question.IsYoung(time))
            {
                return asked.Answer;
            }

            var question = new Question();
            var answer = Task.Run(() => AskForAllAsync(name, question));
            _questions[name] = (question, answer);
            return answer;
        }
    }

    private async Task<Collection?> AskForAllAsync(string name, Question question)
    {
        try
        {
            return await AskAsync(name, question, fresh: false, CancellationToken.None);
        }
        finally
        {
            lock (_questions)
            {
                if (_questions.TryGetValue(name, out var last) && last.Question == question)
                {
                    _questions.Remove(name);
                }
            }
        }
    }

    private async ValueTask<Collection?> AskAsync(string name, Question question, bool fresh, CancellationToken cancellationToken)
    {
        var (found, asked) = await Retry.CallAsync(
            (Catalogue: grains.GetGrain<ICatalogueGrain>(0), question, name, fresh, time),
            static (call, token) => call.question.SendAsync(() => call.Catalogue.FindAsync(call.name, call.fresh, token), call.time),
            cancellationToken);
        if (found is null)
        {
            Forget(name);
        }
        else
        {
            _answers.AddOrUpdate(name, (found, asked), (_, other) => other.Asked <= asked ? (found, asked) : other);
        }

        return found;
    }

    /// <summary>A question to a silo, which is sent again while silos fail.</summary>
    private sealed class Question
    {
        private const long NotSent = long.MinValue;
        private long _sent = NotSent;

        /// <summary>
        /// Whether its answer is new enough for a caller that arrives now. Between two tries it is: the next try is still to be sent.
        /// </summary>
        public bool IsYoung(TimeProvider time) =>
            Volatile.Read(ref _sent) is var sent && (sent == NotSent || time.GetElapsedTime(sent) < Lifetime);

        /// <summary>Sends it once.</summary>
        /// <returns>The answer, and when it was asked for.</returns>
        public async ValueTask<(Collection? Found, long Asked)> SendAsync(Func<ValueTask<Collection?>> send, TimeProvider time)
        {
            var asked = time.GetTimestamp();
            Volatile.Write(ref _sent, asked);
            try
            {
                return (await send(), asked);
            }
            catch
            {
                Volatile.Write(ref _sent, NotSent);
                throw;
            }
        }
    }
}

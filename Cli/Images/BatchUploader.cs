using System.Net;
using Txt2Image.Client;

namespace Txt2Image.Cli.Images;

/// <summary>
/// Sends a batch until every image has an outcome. Images for which the server had no room are sent again, and a batch that is rejected as a whole is
/// sent image by image, so that one bad file does not affect the others.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="target">Where the images go.</param>
/// <param name="uploads">Makes an image's uploads: one for each name that it gets.</param>
/// <param name="policy">How long a request with these images is repeated.</param>
/// <param name="time">The clock for waits.</param>
internal sealed class BatchUploader<T>(
    Txt2ImageClient client,
    UploadTarget target,
    Func<T, IEnumerable<ImageUpload>> uploads,
    Func<IReadOnlyList<T>, RetryPolicy> policy,
    TimeProvider time)
    where T : class
{
    private const int MaxRounds = 5;

    /// <summary>After this many images in a row without an answer, the server itself is considered to hang.</summary>
    private const int MaxUnanswered = 5;

    private const string NoAnswer = "NoAnswer";

    private int _unanswered;

    /// <summary>Sends a batch, and reports each image's outcome as soon as it is final.</summary>
    public async Task UploadAsync(IReadOnlyList<T> batch, Action<IReadOnlyList<Outcome<T>>> take, CancellationToken cancellationToken)
    {
        var pending = batch;
        for (var round = 0; pending.Count > 0; round++)
        {
            var outcomes = await SendAsync(pending, cancellationToken);
            var last = round == MaxRounds - 1;
            take([.. outcomes.Where(outcome => last || !outcome.IsTransient)]);
            pending = last ? [] : [.. outcomes.Where(outcome => outcome.IsTransient).Select(outcome => outcome.Item)];
            if (pending.Count > 0)
            {
                await Task.Delay(RetryPolicy.Backoff(round), time, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<Outcome<T>>> SendAsync(IReadOnlyList<T> items, CancellationToken cancellationToken)
    {
        try
        {
            var sent = items.Select(item => (Item: item, Uploads: uploads(item).ToArray())).ToArray();
            var answer = await client.With(policy(items))
                .AddImagesAsync(target.Collection, [.. sent.SelectMany(pair => pair.Uploads)], target.KeepsOriginals, cancellationToken);
            Volatile.Write(ref _unanswered, 0);
            return Match(sent, answer);
        }
        catch (UnreadableImageException exception)
        {
            var unreadable = items.First(item => ReferenceEquals(item, exception.Image));
            var others = items.Where(item => !ReferenceEquals(item, exception.Image)).ToArray();
            IReadOnlyList<Outcome<T>> rest = others.Length > 0 ? await SendAsync(others, cancellationToken) : [];
            return [Outcome.Failed(unreadable, exception.Code, exception.Message), .. rest];
        }
        catch (ServerUnreachableException exception) when (exception.IsTimeout)
        {
            if (items is not [var only])
            {
                return await SendSinglyAsync(items, cancellationToken);
            }

            if (Interlocked.Increment(ref _unanswered) >= MaxUnanswered)
            {
                throw;
            }

            return [Outcome.Failed(only, NoAnswer, "the server did not answer in time")];
        }
        catch (ServerErrorException exception) when (!EndsEverything(exception))
        {
            return items is [var only] ? [Outcome.Failed(only, exception.Code, exception.Message)] : await SendSinglyAsync(items, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Outcome<T>>> SendSinglyAsync(IReadOnlyList<T> items, CancellationToken cancellationToken)
    {
        var outcomes = new List<Outcome<T>>();
        foreach (var item in items)
        {
            outcomes.AddRange(await SendAsync([item], cancellationToken));
        }

        return outcomes;
    }

    /// <summary>The outcome of an image is that of its first name, unless one of them failed.</summary>
    private static List<Outcome<T>> Match((T Item, ImageUpload[] Uploads)[] sent, UploadAnswer answer)
    {
        List<Outcome<T>> outcomes = [];
        var at = 0;
        foreach (var (item, names) in sent)
        {
            var own = answer.Images.Skip(at).Take(names.Length).Select(image => Outcome.Of(item, image, answer.Version)).ToList();
            at += own.Count;
            outcomes.Add(own.Find(outcome => outcome.Status == ImageStatus.Failed) ?? own[0]);
        }

        return outcomes;
    }

    /// <summary>Errors that every further image would get too.</summary>
    private static bool EndsEverything(ServerErrorException error) => error.IsBusy || error.Status is
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or
        HttpStatusCode.Conflict or HttpStatusCode.InsufficientStorage or (>= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest);
}

/// <summary>Where images go.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="KeepsOriginals">Whether the server keeps their bytes, or previews only.</param>
internal sealed record UploadTarget(string Collection, bool KeepsOriginals = true);

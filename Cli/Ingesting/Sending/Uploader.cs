using System.Net;
using Txt2Image.Cli.Ingesting.Sources;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Ingesting.Sending;

/// <summary>
/// Sends a batch until every image of it has an outcome: what the server had no room for is sent again, and a batch refused as
/// a whole is sent image by image, so that one bad file spoils no other.
/// </summary>
internal sealed class Uploader(ServerClient client, IngestRequest request, TimeProvider time)
{
    private const int MaxRounds = 5;

    /// <summary>After so many images in a row without any answer it is the server that hangs.</summary>
    private const int MaxUnanswered = 5;

    private readonly string _path =
        $"collections/{Uri.EscapeDataString(request.Collection)}/images{(request.KeepsOriginals ? "" : "?originals=none")}";

    private int _unanswered;

    /// <summary>Sends a batch, and hands on what became of its images as soon as that is certain.</summary>
    public async Task UploadAsync(IReadOnlyList<ImageFile> batch, Action<IReadOnlyList<Outcome>> take, CancellationToken cancellationToken)
    {
        var pending = batch;
        for (var round = 0; pending.Count > 0; round++)
        {
            var outcomes = await SendAsync(pending, cancellationToken);
            var last = round == MaxRounds - 1;
            take([.. outcomes.Where(o => last || !o.MayPass)]);
            pending = last ? [] : [.. outcomes.Where(o => o.MayPass).Select(o => o.File)];
            if (pending.Count > 0)
            {
                await Task.Delay(RetryPolicy.Backoff(round), time, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<ImageFile> files, CancellationToken cancellationToken)
    {
        try
        {
            var text = await client.SendAsync(() => UploadRequest.Create(_path, files), UploadPolicy.For(files), cancellationToken);
            Volatile.Write(ref _unanswered, 0);
            return Match(files, client.Read<UploadAnswer>(text));
        }
        catch (UnreadableImageException exception)
        {
            var others = files.Where(f => !ReferenceEquals(f, exception.File)).ToArray();
            return [Outcome.Failed(exception.File, exception.Code, exception.Message), .. others.Length > 0 ? await SendAsync(others, cancellationToken) : []];
        }
        catch (UnreachableException exception) when (exception.IsTimeout)
        {
            if (files is not [var only])
            {
                return await SendSinglyAsync(files, cancellationToken);
            }

            if (Interlocked.Increment(ref _unanswered) >= MaxUnanswered)
            {
                throw;
            }

            return [Outcome.Failed(only, FailureCode.NoAnswer, "the server gave no answer in time")];
        }
        catch (ServerRefusedException exception) when (!EndsEverything(exception))
        {
            return files is [var only] ? [Outcome.Failed(only, exception.Code, exception.Message)] : await SendSinglyAsync(files, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Outcome>> SendSinglyAsync(IReadOnlyList<ImageFile> files, CancellationToken cancellationToken)
    {
        var outcomes = new List<Outcome>();
        foreach (var file in files)
        {
            outcomes.AddRange(await SendAsync([file], cancellationToken));
        }

        return outcomes;
    }

    private IReadOnlyList<Outcome> Match(IReadOnlyList<ImageFile> files, UploadAnswer answer)
    {
        if (answer.Images?.Count != files.Count)
        {
            throw new UnreachableException(client.Address, "the answer to an upload does not name every image");
        }

        return [.. files.Zip(answer.Images, Read)];
    }

    private static Outcome Read(ImageFile file, ImageAnswer answer) =>
        Enum.TryParse<OutcomeKind>(answer.Status, ignoreCase: true, out var kind) && kind != OutcomeKind.Failed
            ? new Outcome(file, kind)
            : Outcome.Failed(file, answer.Error?.Code, answer.Error?.Detail ?? "the server gave no reason");

    /// <summary>Refusals that every further image would meet too.</summary>
    private static bool EndsEverything(ServerRefusedException refusal) => refusal.IsBusy || refusal.Status is
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or
        HttpStatusCode.Conflict or HttpStatusCode.InsufficientStorage or (>= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest);
}

using System.Net;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Ingesting;

/// <summary>
/// Sends a batch until every image of it has an outcome: what the server had no room for is sent again, and a batch refused as
/// a whole is sent image by image, so that one bad file spoils no other.
/// </summary>
internal sealed class Uploader(ServerClient client, string collection, TimeProvider time)
{
    private const int MaxRounds = 5;

    public async Task<IReadOnlyList<Outcome>> UploadAsync(IReadOnlyList<ImageFile> batch, CancellationToken cancel)
    {
        var final = new List<Outcome>();
        var pending = batch;
        for (var round = 0; pending.Count > 0; round++)
        {
            var outcomes = await SendAsync(pending, cancel);
            var last = round == MaxRounds - 1;
            final.AddRange(outcomes.Where(o => last || !o.MayPass));
            pending = last ? [] : [.. outcomes.Where(o => o.MayPass).Select(o => o.File)];
            if (pending.Count > 0)
                await Task.Delay(RetryPolicy.Backoff(round), time, cancel);
        }

        return final;
    }

    private async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<ImageFile> files, CancellationToken cancel)
    {
        try
        {
            var text = await client.SendAsync(() => UploadRequest.Create(collection, files), RetryPolicy.Bulk, cancel);
            return Match(files, client.Read<UploadAnswer>(text));
        }
        catch (UnreadableFileException fault)
        {
            var others = files.Where(f => f != fault.File).ToArray();
            return [Outcome.Failed(fault.File, null, fault.Message), .. others.Length > 0 ? await SendAsync(others, cancel) : []];
        }
        catch (ServerRefusedException refusal) when (!EndsEverything(refusal))
        {
            return files is [var only] ? [Outcome.Failed(only, refusal.Code, refusal.Message)] : await SendSinglyAsync(files, cancel);
        }
    }

    private async Task<IReadOnlyList<Outcome>> SendSinglyAsync(IReadOnlyList<ImageFile> files, CancellationToken cancel)
    {
        var outcomes = new List<Outcome>();
        foreach (var file in files)
            outcomes.AddRange(await SendAsync([file], cancel));
        return outcomes;
    }

    private IReadOnlyList<Outcome> Match(IReadOnlyList<ImageFile> files, UploadAnswer answer)
    {
        if (answer.Images?.Count != files.Count)
            throw new UnreachableException(client.Address, "the answer to an upload does not name every image");
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
